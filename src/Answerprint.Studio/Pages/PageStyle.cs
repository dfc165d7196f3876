namespace Answerprint.Studio.Pages;

/// <summary>
/// The look of a page: a dark neutral surround, as pictures are judged against (ISO 3664 asks a surround without hue), no colour but in
/// pictures, plots and standings; text at 7:1 or better against its ground.
/// </summary>
internal static class PageStyle
{
    public const string Css = """
        :root{color-scheme:dark;--ground:#262626;--panel:#2f2f2f;--line:#4a4a4a;--text:#eaeaea;--soft:#bdbdbd;--ok:#7fd6a2;--stop:#ff9d8a;--wait:#f0cf7a;--forecast:#f0cf7a;--measured:#7fc4ff}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--text);font:16px/1.55 "Helvetica Neue",Helvetica,Arial,"DejaVu Sans",sans-serif}
        main,.top,footer{max-width:1360px;margin:0 auto;padding:0 28px}
        .top{padding-top:44px}
        h1{font-size:34px;line-height:1.2;font-weight:600;margin:0 0 10px;letter-spacing:-.01em}
        h2{font-size:24px;font-weight:600;margin:0;letter-spacing:-.005em}
        h3{font-size:15px;font-weight:600;margin:30px 0 8px;color:var(--soft)}
        p{margin:0 0 12px;max-width:80ch}
        .lead{font-size:19px;color:#dcdcdc}
        .law{color:var(--soft);border-left:3px solid var(--line);padding-left:14px;margin:20px 0 0}
        .sum{display:flex;flex-wrap:wrap;gap:0 44px;margin:30px 0 6px;padding:20px 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
        .sum div{min-width:96px}
        .sum dt{color:var(--soft);font-size:14px}
        .sum dd{margin:0;font-size:25px;font-variant-numeric:tabular-nums}
        nav{margin:16px 0 0;display:flex;flex-wrap:wrap;gap:6px 22px}
        a{color:inherit;text-underline-offset:3px}
        a:focus-visible,summary:focus-visible{outline:2px solid #fff;outline-offset:3px}
        .shot,.part{margin:56px 0 0;padding-top:22px;border-top:1px solid var(--line)}
        .head{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 16px;margin-bottom:10px}
        .head .brief{color:var(--soft)}
        .standing{font-weight:600}
        .ok{color:var(--ok)}.stop{color:var(--stop)}.wait{color:var(--wait)}
        .viewer{border:0;margin:18px 0 0;padding:0;min-width:0}
        .viewer>input{position:absolute;opacity:0;width:1px;height:1px}
        .strip{display:flex;gap:8px;overflow-x:auto;padding:4px 4px 12px}
        .strip label{flex:0 0 auto;width:116px;cursor:pointer;color:var(--soft);font-size:14px;font-variant-numeric:tabular-nums}
        .strip img,.strip .none{display:block;width:116px;aspect-ratio:var(--shape);object-fit:cover;border:2px solid transparent;background:#1b1b1b;opacity:.72}
        .strip .made::after{content:" made";color:var(--wait)}
        .pane{display:none}
        .grid{display:grid;grid-template-columns:1fr 1fr;gap:18px}
        figure{margin:0;min-width:0}
        figure img,figure .none{display:block;width:100%;aspect-ratio:var(--shape);background:#1b1b1b}
        .none{display:grid!important;place-items:center;color:var(--soft);background:repeating-linear-gradient(45deg,#232323 0 9px,#2b2b2b 9px 18px)!important;text-align:center;font-size:14px}
        figcaption{padding:7px 0 0;color:var(--soft);font-size:15px}
        figcaption b{color:var(--text);font-weight:600}
        .key{display:inline-flex;align-items:center;gap:6px;margin-left:12px;white-space:nowrap}
        .key i{width:13px;height:13px;display:inline-block}
        .key i.hatched{background:repeating-linear-gradient(45deg,#ff4fd8 0 3px,#5a2450 3px 6px)}
        .figures{display:flex;flex-wrap:wrap;gap:14px 44px;align-items:flex-start}
        .scroll{overflow-x:auto;max-width:100%}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}
        th,td{text-align:right;padding:6px 0 6px 26px;border-bottom:1px solid #3d3d3d;white-space:nowrap;vertical-align:top}
        th{font-weight:400;color:var(--soft);font-size:14px}
        th:first-child,td:first-child,th.t,td.t{text-align:left}
        th:first-child,td:first-child{padding-left:0}
        td.wrap{white-space:normal;max-width:60ch;min-width:24ch}
        .plot{display:block;max-width:100%;height:auto;font-size:12.5px}
        .plot text{fill:var(--soft);font-variant-numeric:tabular-nums}
        .plot .rule{stroke:#424242}.plot .miss{stroke:#777;stroke-width:2}
        .plot .forecast,.mark.forecast{fill:none;stroke:var(--forecast);stroke-width:2}
        .plot .measured{fill:var(--measured)}
        .plot .peer{stroke:#d0d0d0;stroke-width:2;fill:none}
        .plotkey{color:var(--soft);font-size:14px;display:flex;flex-wrap:wrap;gap:4px 20px;margin:6px 0 0}
        .plotkey svg{vertical-align:-2px;margin-right:6px}
        .reasons{margin:14px 0 0;padding:0;list-style:none;max-width:90ch}
        .reasons li{padding:12px 0;border-bottom:1px solid #3d3d3d}
        .reasons code{color:var(--stop)}
        .change{display:block;color:var(--soft)}
        ol.ways{max-width:80ch;padding-left:22px}
        code,pre{font:14px/1.5 "DejaVu Sans Mono",Menlo,Consolas,monospace}
        pre{background:#1d1d1d;padding:12px 16px;overflow-x:auto;margin:12px 0}
        dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:4px 22px;margin:12px 0;max-width:110ch}
        dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}
        summary{cursor:pointer;color:var(--soft)}details{margin-top:18px}
        footer{padding:44px 28px 60px;color:var(--soft)}
        @media(max-width:820px){.grid{grid-template-columns:1fr}figure .none{aspect-ratio:auto;min-height:84px}.key{margin:0 12px 0 0}main,.top,footer{padding-left:16px;padding-right:16px}h1{font-size:27px}dl.facts{grid-template-columns:1fr}}
        @media print{body{background:#fff;color:#000}.pane{display:block!important;break-inside:avoid}.strip{display:none}}
        """;
}
