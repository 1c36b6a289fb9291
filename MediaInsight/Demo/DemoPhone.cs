using System.Net;
using System.Text;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Demo;

/// <summary>The demo household's phone: takes every message as ntfy does, and shows it to nobody.</summary>
internal sealed class DemoPhone : IInnerReceiver
{
    public const string Address = "http://phone.demo.invalid";

    public string Host => new Uri(Address).Host;

    public HttpMessageHandler Open() => new Phone();

    private sealed class Phone : HttpMessageHandler
    {
        private const string Taken = """{"event":"message","topic":"household"}""";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(Taken, Encoding.UTF8, "application/json") });
    }
}
