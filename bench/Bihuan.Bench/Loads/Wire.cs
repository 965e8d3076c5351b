using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Bihuan.Bench.Loads;

/// <summary>One kept-alive HTTP connection with a buffer of its own: as little work as an answer can be read with.</summary>
/// <remarks>It blocks: one send and one receive an answer, on the thread of its connection, with no queue between. Nothing is cheaper on cores that are shared with the server.</remarks>
sealed class Wire(int port) : IDisposable
{
    const int Largest = 8 << 20;
    const int Patience = 60_000;

    Socket? socket;
    byte[] held = new byte[1 << 16];
    int head;
    int end;

    /// <summary>Of the last answer; 0 where the connection broke.</summary>
    public int Status { get; private set; }

    /// <summary>The last answer's first lines.</summary>
    public ReadOnlySpan<byte> Head => held.AsSpan(0, head);

    /// <summary>What the last answer said, as it was sent: compressed where that was asked for.</summary>
    public ReadOnlySpan<byte> Body => held.AsSpan(head, end - head);

    /// <summary>The whole body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    public bool IsOk => Status is >= 200 and < 300;

    /// <summary>What was wrong with the last answer; null when nothing was.</summary>
    public string? Fault => IsOk ? null : $"{Status} {(Body.Length > 300 ? Encoding.UTF8.GetString(Body[..300]) : Text)}";

    /// <summary>Sends a request and reads the answer.</summary>
    /// <returns>The fault; null when the answer is a yes.</returns>
    public string? Ask(ReadOnlySpan<byte> request)
    {
        (Status, head, end) = (0, 0, 0);
        try
        {
            if (socket is null)
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = Patience };
                socket.Connect(IPAddress.Loopback, port);
            }

            while (request.Length > 0) request = request[socket.Send(request)..];
            Read();
        }
        catch (Exception broken) when (broken is SocketException or IOException)
        {
            socket?.Dispose();
            socket = null;
            (Status, head, end) = (0, 0, 0);
            return broken.Message;
        }

        return Fault;
    }

    /// <summary>A text of the JSON answer by the name before it: <c>"number":"</c>.</summary>
    public string? Field(ReadOnlySpan<byte> name)
    {
        var at = Body.IndexOf(name);
        if (at < 0) return null;
        var rest = Body[(at + name.Length)..];
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')]);
    }

    /// <summary>A line of the head.</summary>
    public string? Header(ReadOnlySpan<byte> name)
    {
        var at = Head.IndexOf(name);
        if (at < 0) return null;
        var rest = Head[(at + name.Length)..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'\r')]).Trim();
    }

    void Read()
    {
        int got = 0, at;
        while ((at = held.AsSpan(0, got).IndexOf("\r\n\r\n"u8)) < 0) got += More(got);
        head = at + 4;
        var status = (held[9] - '0') * 100 + (held[10] - '0') * 10 + held[11] - '0';
        if (Length() is { } length)
        {
            while (got < head + length) got += More(got);
            end = head + length;
        }
        else
        {
            end = status is 204 or 304 ? head : Chunks(got);
        }

        Status = status;
    }

    int? Length()
    {
        var at = Head.IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(Head[(at + 16)..], out int length, out _) ? length : null;
    }

    /// <summary>Puts the pieces of the body together where they are.</summary>
    int Chunks(int got)
    {
        var (from, to) = (head, head);
        while (true)
        {
            int line;
            while ((line = held.AsSpan(from, got - from).IndexOf("\r\n"u8)) < 0) got += More(got);
            if (!Utf8Parser.TryParse(held.AsSpan(from, line), out int size, out _, 'x')) throw new IOException("A piece of the answer has no length.");
            from += line + 2;
            while (got < from + size + 2) got += More(got);
            if (size == 0) return to;
            held.AsSpan(from, size).CopyTo(held.AsSpan(to));
            to += size;
            from += size + 2;
        }
    }

    int More(int got)
    {
        if (got == held.Length)
        {
            if (got >= Largest) throw new IOException("The answer is larger than 8 MiB.");
            Array.Resize(ref held, got * 2);
        }

        var read = socket!.Receive(held.AsSpan(got));
        return read > 0 ? read : throw new IOException("The server closed the connection.");
    }

    public void Dispose() => socket?.Dispose();
}
