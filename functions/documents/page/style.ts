/** The page's only style; its hash stands in the content security policy. */
export const style = `
:root{color-scheme:light dark;--ink:#1b2430;--quiet:#5a6675;--paper:#fff;--shade:#f4f6f9;--line:#dde3ea;--link:#0b5cad;--get:#0a6b43;--post:#0b5cad;--put:#8a4b00;--bad:#a32020}
@media(prefers-color-scheme:dark){:root{--ink:#e4e9f0;--quiet:#9aa7b6;--paper:#12171e;--shade:#1a212b;--line:#2d3744;--link:#7ab8ff;--get:#5fd3a0;--post:#7ab8ff;--put:#f0b062;--bad:#ff8f8f}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;color:var(--ink);background:var(--paper);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{overflow-wrap:anywhere}
pre{background:var(--shade);border:1px solid var(--line);border-radius:6px;padding:.8rem 1rem;overflow:auto;max-height:26rem;margin:.4rem 0 1rem}
pre code{font-size:1em;overflow-wrap:normal}
nav{position:fixed;inset:0 auto 0 0;width:19rem;overflow:auto;padding:1.4rem 1.2rem;background:var(--shade);border-right:1px solid var(--line)}
nav .name{font-size:1.15rem;font-weight:700;margin:0 0 1rem}
nav h2{font-size:.75rem;letter-spacing:.07em;text-transform:uppercase;color:var(--quiet);margin:1.3rem 0 .3rem;border:0;padding:0}
nav ul{list-style:none;margin:0;padding:0}
nav li a{display:flex;gap:.5rem;align-items:baseline;padding:.14rem 0;color:var(--ink);font-size:.9rem}
nav .method{min-width:2.6rem}
nav details{border:0;padding:0}
@media(min-width:60.01rem){@supports selector(::details-content){nav summary{display:none}nav details::details-content{content-visibility:visible}}}
main{margin-left:19rem;padding:2rem clamp(1rem,4vw,3.5rem) 6rem;max-width:78rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.4rem;margin:2.6rem 0 .6rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.15rem;margin:0 0 .3rem}
h4{font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--quiet);margin:1.3rem 0 .4rem}
p{margin:.4rem 0 .8rem}
main>p,main>ul{max-width:46rem}
.quiet{color:var(--quiet);font-size:.875rem}
.required{color:var(--bad);font-size:.75rem;font-weight:400}
article{border:1px solid var(--line);border-radius:8px;padding:1.2rem 1.4rem;margin:1.2rem 0}
article:target,.schema:target{border-color:var(--link);box-shadow:0 0 0 1px var(--link)}
.schema{margin:1.4rem 0;padding:.4rem .6rem;border:1px solid transparent;border-radius:6px}
.route code{font-size:.95rem}.route a{margin-left:.6rem}
.method{font:700 .75rem/1 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;color:var(--quiet)}
.get{color:var(--get)}.post{color:var(--post)}.put{color:var(--put)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.4rem 0 1rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid var(--line)}
tbody th{font-weight:400;width:13rem}
tbody th+td:not(:last-child){width:9rem}
td table{font-size:1em;margin:.4rem 0}
details{border-top:1px solid var(--line);padding:.45rem 0}
details:last-child{padding-bottom:0}
summary{cursor:pointer}
.status{display:inline-block;min-width:2.4rem;font-weight:700;font-variant-numeric:tabular-nums;color:var(--bad)}
.s2{color:var(--get)}.s3{color:var(--post)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;font-size:.9rem;margin:.6rem 0}dd{margin:0}
@media(max-width:60rem){nav{position:static;width:auto;border-right:0;border-bottom:1px solid var(--line);padding:.8rem 1.2rem}nav .name{margin:0 0 .3rem}main{margin-left:0}}
@media print{nav{display:none}main{margin:0;max-width:none}pre{max-height:none}}
`
