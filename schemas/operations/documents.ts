import { operation } from './operation.ts'

export const getOpenApi = operation({
  method: 'get',
  path: '/openapi.json',
  roles: 'public',
  etag: true,
  answer: 'json',
  summary: 'This document',
  tag: 'Documents',
})

export const getDocs = operation({
  method: 'get',
  path: '/docs',
  roles: 'public',
  etag: true,
  answer: 'html',
  summary: 'This document as a page',
  tag: 'Documents',
})
