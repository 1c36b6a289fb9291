using MediaInsight;

return await MediaInsightApp.RunAsync(args);

public partial class Program;
