using System.Globalization;
using System.Net;
using System.Text;

namespace MediaInsight.Newsletters;

/// <summary>
/// Writes a page as mail programs understand it: tables, styles on the elements, nothing that is fetched. Text has no colour of
/// its own and no background is painted, so that a dark program shows it light on dark.
/// </summary>
public static class MailPageWriter
{
    private const string Line = "border-top:1px solid rgba(128,128,128,.35)";
    private const string Faint = "opacity:.72;font-size:13px";
    private const string Accent = "#3b82f6";

    /// <param name="optOut">Absolute address; null: the site's address is not known.</param>
    public static string Html(MailPage page, string? optOut, NewsletterWords words)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="{page.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>{E(page.Subject)}</title></head>
            <body style="margin:0;padding:20px 12px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5">
            <table role="presentation" align="center" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;margin:0 auto">
            <tr><td style="padding:0 0 16px;border-top:4px solid {Accent}">
            <h1 style="font-size:22px;line-height:1.3;margin:16px 0 2px">{E(page.Heading)}</h1>
            <div style="{Faint}">{E(page.Sub)}</div>

            """);
        if (page.Intro is { } intro)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:12px 0 0\">{E(intro).Replace("\n", "<br>", StringComparison.Ordinal)}</p>\n");
        }

        html.Append("</td></tr>\n");
        Figures(html, page.Figures);
        foreach (var section in page.Sections)
        {
            Section(html, section);
        }

        html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding:14px 0 0;{Line};{Faint}\">{E(words.Footer)}");
        if (optOut is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $" <a href=\"{E(optOut)}\" style=\"color:{Accent}\">{E(words.OptOut)}</a>");
        }

        return html.Append("</td></tr>\n</table>\n</body></html>\n").ToString();
    }

    public static string Text(MailPage page, string? optOut, NewsletterWords words)
    {
        var text = new StringBuilder();
        text.Append(page.Heading).Append('\n').Append(page.Sub).Append('\n');
        if (page.Intro is { } intro)
        {
            text.Append('\n').Append(intro).Append('\n');
        }

        if (page.Figures.Count > 0)
        {
            text.Append('\n');
        }

        foreach (var figure in page.Figures)
        {
            text.Append(figure.Label).Append(": ").Append(figure.Value).Append(figure.Change is { } change ? $" ({change})" : "").Append('\n');
        }

        foreach (var section in page.Sections)
        {
            text.Append('\n').Append(section.Title).Append('\n').Append('-', section.Title.Length).Append('\n');
            foreach (var row in section.Rows)
            {
                text.Append("* ").Append(row.Main).Append(row.Detail is { } detail ? $" ({detail})" : "").Append(row.Figure is { } figure ? $": {figure}" : "").Append('\n');
            }
        }

        text.Append("\n-- \n").Append(words.Footer);
        return optOut is null ? text.ToString() : text.Append('\n').Append(words.OptOut).Append(": ").Append(optOut).ToString();
    }

    /// <summary>Three in a row, which also fit on a phone.</summary>
    private static void Figures(StringBuilder html, IReadOnlyList<MailFigure> figures)
    {
        if (figures.Count == 0)
        {
            return;
        }

        html.Append("<tr><td style=\"padding:0 0 18px\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\">\n");
        foreach (var row in figures.Chunk(3))
        {
            html.Append("<tr>");
            foreach (var figure in row)
            {
                var change = figure.Change is { } told ? $"<div style=\"{Faint}\">{E(told)}</div>" : "";
                html.Append(CultureInfo.InvariantCulture, $"<td width=\"33%\" valign=\"top\" style=\"padding:10px 8px 10px 0;{Line}\"><div style=\"{Faint}\">{E(figure.Label)}</div><div style=\"font-size:19px;font-weight:600\">{E(figure.Value)}</div>{change}</td>");
            }

            html.Append(string.Concat(Enumerable.Repeat($"<td width=\"33%\" style=\"{Line}\"></td>", 3 - row.Length))).Append("</tr>\n");
        }

        html.Append("</table></td></tr>\n");
    }

    private static void Section(StringBuilder html, MailSection section)
    {
        html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding:0 0 20px\"><h2 style=\"font-size:16px;margin:0 0 6px\">{E(section.Title)}</h2>\n<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\">\n");
        foreach (var row in section.Rows)
        {
            var main = row.Link is { } link ? $"<a href=\"{E(link)}\" style=\"color:{Accent};text-decoration:none;font-weight:600\">{E(row.Main)}</a>" : $"<span style=\"font-weight:600\">{E(row.Main)}</span>";
            var detail = row.Detail is { } told ? $"<div style=\"{Faint}\">{E(told)}</div>" : "";
            html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding:7px 8px 7px 0;{Line}\">{main}{detail}</td><td align=\"right\" valign=\"top\" style=\"padding:7px 0;white-space:nowrap;{Line}\">{E(row.Figure ?? "")}</td></tr>\n");
        }

        html.Append("</table></td></tr>\n");
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
