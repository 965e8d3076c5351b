using Bihuan.Commands;

return await CommandLine.Run(args);
