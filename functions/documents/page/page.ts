import { createHash } from 'node:crypto'
import { Html, html } from '../../platform/markup/html.ts'
import type { Document } from '../document.ts'
import { anchor, headings, markdown } from './markdown.ts'
import { answer, operation } from './operation.ts'
import { namedSchemas } from './schema.ts'
import { style } from './style.ts'

/** Nothing is fetched and nothing runs: only the page's own style, by its hash. */
export const policy = `default-src 'none'; img-src data:; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const link = (id: string, text: string | Html): Html => html`<li><a href="#${id}">${text}</a></li>`

function operationsOf({ paths }: Document, tag: string) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => tags.includes(tag))
      .map(([method, given]) => ({ path, method, given })),
  )
}

const contents = (document: Document): Html => html`<nav aria-label="Contents">
<p class="name">${document.info.title}</p>
<details>
<summary>Contents</summary>
<ul>${headings(document.info.description).map((heading) => link(anchor(heading), heading))}</ul>
${document.tags.map(
  ({ name }) =>
    html`<h2>${name}</h2><ul>${operationsOf(document, name).map(({ method, given }) =>
      link(given.operationId, html`<span class="method ${method}">${method.toUpperCase()}</span> ${given.operationId}`),
    )}</ul>`,
)}
<h2>More</h2><ul>${link('elsewhere', 'Everywhere else')}${link('schemas', 'Schemas')}<li><a href="openapi.json">openapi.json</a></li></ul>
</details>
</nav>`

const elsewhere = ({ components }: Document): Html => html`<h2 id="elsewhere">Everywhere else</h2>
<p>A path that is none, and a method that a path does not have, are answered as problems too; no token is asked for.</p>
<article>${(['UnknownRoute', 'MethodNotAllowed'] as const).map((name) => {
  const given = components.responses[name]
  return given && answer(components, name === 'UnknownRoute' ? '404' : '405', given)
})}</article>`

/** The OpenAPI document as one page that needs nothing else: no script, no font, no picture. */
export function page(document: Document): string {
  const { info, tags, components } = document
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title} API</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${contents(document)}
<main id="content">
<h1>${info.title} API</h1>
<p class="quiet">Version ${info.version} · <a href="openapi.json">OpenAPI 3.1 document</a></p>
${markdown(info.description)}
${tags.map(
  ({ name, description }) => html`<h2 id="${anchor(name)}">${name}</h2><p>${description}</p>
${operationsOf(document, name).map(({ method, path, given }) => operation(components, method, path, given))}`,
)}
${elsewhere(document)}
<h2 id="schemas">Schemas</h2>
${namedSchemas(components.schemas)}
</main>
</body>
</html>
`.text
}
