namespace Bihuan.Parts;

/// <summary>Says who reads a request's page: language, person, ways. The frame knows how; every page asks.</summary>
public delegate ValueTask<Reader> ReaderOf(HttpContext http);
