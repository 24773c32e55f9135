import { type DefaultTreeAdapterMap, parseFragment } from 'parse5'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

const isElement = (node: Node): node is Element => 'tagName' in node

/** Every element of an HTML text, as a browser makes them of it (parse5 does what the HTML standard says). */
export function elementsOf(html: string): Element[] {
  const found: Element[] = []
  const walk = (node: Node) => {
    if (isElement(node)) found.push(node)
    for (const child of 'childNodes' in node ? node.childNodes : []) walk(child)
    if ('content' in node) walk(node.content as Node)
  }
  walk(parseFragment(html))
  return found
}

/** What is not an element or a text: comments, declarations. */
export function strangersIn(html: string): string[] {
  const names: string[] = []
  const walk = (node: Node) => {
    if (!isElement(node) && !['#text', '#document-fragment'].includes(node.nodeName)) names.push(node.nodeName)
    for (const child of 'childNodes' in node ? node.childNodes : []) walk(child)
  }
  walk(parseFragment(html))
  return names
}
