using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Bihuan.Storage.Sqlite;

/// <summary>
/// The log's file in the hands of a connection that writes. SQLite hands every page over in two calls of the system, the page and the line before it; here what follows
/// on another is gathered and leaves in one call, before anybody may look for it; and only while a commit
/// is being made, since what a transaction leaves behind that is given up may be written over by the next writer at once. See decision 0026.
/// </summary>
sealed unsafe partial class SqliteLogFile
{
    // A file of SQLite's takes less than 128 KB in one call.
    const int Room = (1 << 17) - 1;

    // What sqlite3_file_control is asked for the log's file by, and how a file is made durable.
    const int JournalPointer = 28;
    const int SyncNormal = 2;

    readonly nint file;
    readonly Ours* ours;
    readonly Methods* inner;
    readonly byte* room;
    readonly Lock disk = new();
    bool isRefused;
    long begins;
    int length;
    bool isBegun;

    SqliteLogFile(nint file)
    {
        this.file = file;
        inner = *(Methods**)file;
        room = (byte*)NativeMemory.Alloc(Room);
        ours = (Ours*)NativeMemory.Alloc((nuint)sizeof(Ours));
        ours->Owner = GCHandle.ToIntPtr(GCHandle.Alloc(this));
        ours->Methods = *inner with
        {
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            FileSize = &FileSize,
        };
        *(Ours**)file = ours;
    }

    /// <summary>Whether a commit is being made whose pages are gathered, and made durable afterwards by <see cref="Last"/>. What remains when it ends was given up.</summary>
    public bool IsLater
    {
        get;
        set
        {
            field = value;
            length = 0;
        }
    }

    /// <summary>Takes the log of a connection over; the connection gives it back when it is closed.</summary>
    /// <exception cref="InvalidOperationException">The connection has no log.</exception>
    public static SqliteLogFile Of(sqlite3 database)
    {
        nint log = 0;
        var answer = Control(database.DangerousGetHandle(), "main", JournalPointer, &log);
        if (answer != raw.SQLITE_OK || log == 0 || *(nint*)log == 0) throw new InvalidOperationException($"The database keeps no log ({answer}).");
        return new(log);
    }

    /// <summary>Makes durable what has been committed; on any thread, while the connection goes on.</summary>
    /// <exception cref="IOException">The disk has not taken it.</exception>
    public void Last()
    {
        if (Durable(SyncNormal) is not raw.SQLITE_OK and var answer) throw new IOException($"The disk has not taken the log ({answer}).");
    }

    /// <summary>The system tells a refusal once, to whoever asks first: the log is begun anew beside this.</summary>
    int Durable(int how)
    {
        lock (disk)
        {
            var answer = isRefused ? raw.SQLITE_IOERR : inner->Sync(file, how);
            isRefused = answer != raw.SQLITE_OK;
            return answer;
        }
    }

    int Flush()
    {
        if (length == 0) return raw.SQLITE_OK;
        var answer = inner->Write(file, room, length, begins);
        length = 0;
        return answer;
    }

    int Gather(byte* bytes, int count, long at)
    {
        // The first page begins the log anew: what was there before must not be found behind it.
        isBegun |= at == 0;
        if (!IsLater) return inner->Write(file, bytes, count, at);
        if (length > 0 && (at != begins + length || length + count > Room) && Flush() is not raw.SQLITE_OK and var answer) return answer;
        if (count > Room) return inner->Write(file, bytes, count, at);
        if (length == 0) begins = at;
        Buffer.MemoryCopy(bytes, room + length, Room - length, count);
        length += count;
        return raw.SQLITE_OK;
    }

    int Settle(int how)
    {
        if (Flush() is not raw.SQLITE_OK and var answer) return answer;
        if (IsLater && !isBegun) return raw.SQLITE_OK;
        isBegun = false;
        return Durable(how);
    }

    int GiveBack()
    {
        *(Methods**)file = inner;
        GCHandle.FromIntPtr(ours->Owner).Free();
        NativeMemory.Free(ours);
        NativeMemory.Free(room);
        return inner->Close(file);
    }

    static SqliteLogFile Owner(nint file) => Unsafe.As<SqliteLogFile>(GCHandle.FromIntPtr((*(Ours**)file)->Owner).Target!);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Close(nint file) => Owner(file).GiveBack();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Read(nint file, void* bytes, int count, long at) => Owner(file) is var log && log.Flush() is not raw.SQLITE_OK and var answer ? answer : log.inner->Read(file, bytes, count, at);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Write(nint file, void* bytes, int count, long at) => Owner(file).Gather((byte*)bytes, count, at);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Truncate(nint file, long size) => Owner(file) is var log && log.Flush() is not raw.SQLITE_OK and var answer ? answer : log.inner->Truncate(file, size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int Sync(nint file, int how) => Owner(file).Settle(how);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static int FileSize(nint file, long* size) => Owner(file) is var log && log.Flush() is not raw.SQLITE_OK and var answer ? answer : log.inner->FileSize(file, size);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Control(nint database, string name, int asked, void* answer);

    /// <summary>The methods that SQLite calls, and behind them whom they reach.</summary>
    [StructLayout(LayoutKind.Sequential)]
    struct Ours
    {
        public Methods Methods;
        public nint Owner;
    }

    /// <summary><c>sqlite3_io_methods</c>, version 3, as SQLite publishes it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    struct Methods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<nint, int> Close;
        public delegate* unmanaged[Cdecl]<nint, void*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<nint, void*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<nint, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<nint, int, int> Sync;
        public delegate* unmanaged[Cdecl]<nint, long*, int> FileSize;
        public nint Lock;
        public nint Unlock;
        public nint CheckReservedLock;
        public nint FileControl;
        public nint SectorSize;
        public nint DeviceCharacteristics;
        public nint ShmMap;
        public nint ShmLock;
        public nint ShmBarrier;
        public nint ShmUnmap;
        public nint Fetch;
        public nint Unfetch;
    }
}
