/** The style of every page: sizes in rem, so that they grow with the reader's own; dark where they like it. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --paper: #fff; --line: #d0d7de; --field: #fff; --link: #0756a8; --deed: #0756a8; --on-deed: #fff; --told: #e7f5ea; --wrong: #a40e26; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --quiet: #9da7b1; --paper: #0d1117; --line: #30363d; --field: #161b22; --link: #6cb2ff; --deed: #6cb2ff; --on-deed: #0d1117; --told: #12261a; --wrong: #ff9a9a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
a { color: var(--link); }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.quiet, dt, time { color: var(--quiet); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dd { margin: 0; }
ol, ul { padding: 0; list-style: none; }
article { border: 1px solid var(--line); border-radius: .5rem; margin: 1rem 0; padding: .75rem 1rem; }
article.yours { margin-left: 2rem; }
article h3 { font-size: 1rem; margin: 0; }
.said { white-space: pre-wrap; }
pre, table { overflow-x: auto; max-width: 100%; }
blockquote { border-left: .25rem solid var(--line); margin-left: 0; padding-left: 1rem; }
label, legend { display: block; font-weight: 600; padding: 0; }
fieldset { border: 0; margin: 0 0 1rem; padding: 0; }
fieldset label { display: flex; gap: .5rem; align-items: center; font-weight: 400; min-height: 2.75rem; }
input[type=radio] { width: 1.25rem; height: 1.25rem; }
textarea { width: 100%; min-height: 8rem; padding: .5rem; border: 1px solid var(--quiet); border-radius: .25rem; background: var(--field); color: inherit; font: inherit; }
button, .button { display: inline-block; min-height: 2.75rem; margin: .5rem .5rem 0 0; padding: .5rem 1rem; border: 2px solid var(--deed); border-radius: .25rem; background: var(--deed); color: var(--on-deed); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.other { background: transparent; color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
[role=status] { background: var(--told); border-radius: .5rem; padding: .75rem 1rem; }
[role=alert] { color: var(--wrong); font-weight: 600; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } article.yours { margin-left: 0; } }
`
