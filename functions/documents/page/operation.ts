import { type Html, html } from '../../platform/markup/html.ts'
import { type Answer, type Content, type Described, type Document, type Parameter, resolve } from '../document.ts'
import { inline } from './markdown.ts'
import { limits, typeOf } from './schema.ts'

type Components = Document['components']

const shown = (example: unknown) => (typeof example === 'string' ? example : JSON.stringify(example, null, 2))

const bodies = (content: Content = {}): Html[] =>
  Object.entries(content).map(
    ([type, { schema, example }]) => html`<p class="quiet"><code>${type}</code> ${typeOf(schema)}</p>
${example !== undefined && html`<pre tabindex="0"><code>${shown(example)}</code></pre>`}`,
  )

const parameterRow = ({ name, in: place, required, description, schema, example }: Parameter): Html => html`<tr>
<th scope="row"><code>${name}</code>${required && html` <span class="required">required</span>`}</th>
<td>${place}</td><td>${typeOf(schema)}</td>
<td>${description && inline(description)} <span class="quiet">${limits(schema)}</span>
<span class="quiet">Example: <code>${String(example)}</code></span></td></tr>`

const parameters = (given: Parameter[]): Html | false =>
  given.length > 0 &&
  html`<h4>Parameters</h4><div class="wide"><table><tbody>${given.map(parameterRow)}</tbody></table></div>`

const headers = (components: Components, { headers = {} }: Answer): Html | false =>
  Object.keys(headers).length > 0 &&
  html`<dl>${Object.entries(headers).map(([name, reference]) => {
    const { description, example } = resolve<{ description: string; example: unknown }>(components, reference)
    return html`<dt><code>${name}</code></dt><dd>${inline(description)}. <span class="quiet">Example: <code>${String(example)}</code></span></dd>`
  })}</dl>`

/** One status with what comes with it, folded away. */
export const answer = (components: Components, status: string, given: Answer): Html => html`<details>
<summary><span class="status s${status[0]}">${status}</span> ${inline(given.description)}</summary>
${headers(components, given)}${bodies(given.content)}</details>`

/** An operation: how it is called, with what, and everything that it can answer. */
export function operation(components: Components, method: string, path: string, given: Described): Html {
  const { operationId, summary, description, requestBody, responses } = given
  const known = (given.parameters ?? []).map((parameter) => resolve<Parameter>(components, parameter))
  return html`<article id="${operationId}">
<h3>${summary}</h3>
<p class="route"><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code> <a class="quiet" href="#${operationId}">${operationId}</a></p>
${description.split('\n\n').map((paragraph) => html`<p>${inline(paragraph)}</p>`)}
${parameters(known)}
${requestBody && html`<h4>Body ${!requestBody.required && html`<span class="quiet">(may be left out)</span>`}</h4>${bodies(requestBody.content)}`}
<h4>Answers</h4>
${Object.entries(responses).map(([status, reference]) => answer(components, status, resolve<Answer>(components, reference)))}
</article>`
}
