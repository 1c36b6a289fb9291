Console.WriteLine("MediaInsight benchmarks");
