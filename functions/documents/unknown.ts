import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { document } from './document.ts'

// The schemas' own module knows the same, and brings all of zod: this function starts on what the document says.
const examples = (name: 'UnknownRoute' | 'MethodNotAllowed') =>
  document.components.responses[name]?.content?.['application/problem+json']?.example as Record<string, unknown>

/** A path that is said whole goes before one with a parameter in that place, as at the gateway. */
const routes = Object.entries(document.paths)
  .toSorted(([a], [b]) => a.split('{').length - b.split('{').length)
  .map(([path, methods]) => ({
    pattern: new RegExp(`^${document['x-base-path']}${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    methods: Object.keys(methods).map((method) => method.toUpperCase()),
  }))

/** What no operation is for: 405 where the path has other methods, else 404. */
export function elsewhere({ rawPath, requestContext }: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 {
  const allow = routes.find(({ pattern }) => pattern.test(rawPath))?.methods.join(', ')
  const { requestId } = requestContext
  const problem = { ...examples(allow ? 'MethodNotAllowed' : 'UnknownRoute'), instance: rawPath, requestId }
  return {
    statusCode: allow ? 405 : 404,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'private, no-cache',
      'x-request-id': requestId,
      ...(allow && { allow }),
    },
    body: JSON.stringify(problem),
  }
}
