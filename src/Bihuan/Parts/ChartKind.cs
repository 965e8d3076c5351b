namespace Bihuan.Parts;

/// <summary>How a chart is drawn: bars lie and compare things, columns and lines go through time, stacks show shares.</summary>
public enum ChartKind { Bars, Columns, Stacked, Line }
