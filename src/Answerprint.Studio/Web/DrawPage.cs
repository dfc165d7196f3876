using System.Globalization;
using Answerprint.Media.Time;
using Answerprint.Production;

namespace Answerprint.Studio.Web;

/// <summary>The page on which somebody draws what is to be taken out of a shot.</summary>
internal static class DrawPage
{
    /// <param name="factor">Plate pixels to one of the page's pictures.</param>
    public static string Html(string title, DrawnShot over, int factor)
    {
        var inv = CultureInfo.InvariantCulture;
        return string.Create(inv, $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{DeskHtml.Safe(over.Name)} · draw</title>
            <link rel="icon" href="/desk.svg"><link rel="stylesheet" href="/desk.css"><link rel="stylesheet" href="/draw.css"><script src="/draw.js" defer></script></head>
            <body class="draw" data-frames="{FrameList.Format(over.Frames)}" data-width="{over.Width}" data-height="{over.Height}" data-factor="{factor}">
            <header><h1>{DeskHtml.Safe(over.Name)}</h1><span class="soft">{DeskHtml.Safe(title)} · {DeskHtml.Safe(over.Plate)} · {over.Width} × {over.Height}</span></header>
            <div class="bar" role="toolbar" aria-label="Drawing">
            <button type="button" data-tool="wire" aria-pressed="false">Wire <kbd>w</kbd></button><button type="button" data-tool="area" aria-pressed="false">Area <kbd>a</kbd></button><button type="button" data-tool="mark" aria-pressed="false">Mark <kbd>m</kbd></button>
            <label>Size <input id="size" type="number" min="0.5" max="400" step="0.5" value="3"></label>
            <button type="button" id="back" aria-label="Frame before">◀ <kbd>←</kbd></button><output id="at"></output><button type="button" id="on" aria-label="Next frame">▶ <kbd>→</kbd></button>
            <button type="button" id="see">See this frame without it <kbd>s</kbd></button><button type="button" id="flip" disabled>Before / after <kbd>space</kbd></button>
            </div>
            <p id="said" role="status" aria-live="polite">Choose wire, area or mark, and click on the picture; Enter ends a line. Points can be dragged on any frame: that is a key there.</p>
            <main>
            <div id="stage"><img id="frame" alt="The frame as it is"><img id="made" alt="The frame without what is drawn" hidden><canvas id="over" tabindex="0" aria-label="What is drawn"></canvas></div>
            <aside>
            <h2>Drawn</h2><ul id="shapes"></ul>
            <p><button type="button" id="from">From this frame on</button> <button type="button" id="to">Up to this frame</button></p>
            <p><button type="button" id="unkey">No key here</button> <button type="button" id="remove">Remove <kbd>del</kbd></button></p>
            <h2>Ask for it</h2>
            <p><label>Frames <input id="frames" placeholder="all on which it is"></label></p><p><label>Reason <input id="reason" maxlength="400"></label></p>
            <p><button type="button" id="ask">Ask for the cleanup</button></p>
            </aside>
            </main>
            </body></html>
            """);
    }
}
