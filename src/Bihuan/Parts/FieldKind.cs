namespace Bihuan.Parts;

/// <summary>What kind of answer a field takes.</summary>
public enum FieldKind { Text, Area, Select, Radio, Checks, Check, Date, DateTime, File, Number, Code, Phone, Password, Search }
