import { expect, it } from 'vitest'
import { signed } from '../../../functions/platform/search/opensearch/signature.ts'

it('signs as the SDK of AWS does', () => {
  const { authorization } = signed(
    {
      method: 'POST',
      url: new URL("https://search.example.com/desk-tickets-1/_bulk?refresh=false&b=a*(')"),
      headers: { 'content-type': 'application/x-ndjson' },
      body: '{"x":1}\n',
    },
    {
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      sessionToken: 'tok/en==',
    },
    { region: 'eu-central-1', service: 'es', now: new Date('2026-11-21T10:00:00.123Z') },
  )
  // What @smithy/signature-v4 5 makes of the same request.
  expect(authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-central-1/es/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=7d687ca9aba29586cd58501e7fa614022119b0591e886ae6ca0a58273df120c4',
  )
})
