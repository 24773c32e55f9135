import { describe, expect, test } from 'vitest'
import { templatesOf } from './templates.ts'

/** CloudFormation takes 500 in a stack; what is to come needs room. */
const mostResources = 450

describe.each(['local', 'dev', 'prod'])('of %s', (stage) => {
  const templates = templatesOf(stage)

  test.each(Object.keys(templates) as (keyof typeof templates)[])('the %s stack has room for more', (name) => {
    const { Resources } = templates[name].toJSON()
    expect(Object.keys(Resources).length).toBeLessThan(mostResources)
  })

  test('a stack holds on to nothing of another but to what is kept for good', () => {
    const exported = (template: (typeof templates)['desk']) =>
      Object.values((template.toJSON().Outputs ?? {}) as Record<string, { Export?: unknown }>).filter(
        ({ Export }) => Export,
      )
    expect(exported(templates.data).length).toBeGreaterThan(0)
    expect(exported(templates.desk)).toEqual([])
    expect(exported(templates.api)).toEqual([])
    expect(exported(templates.mail)).toEqual([])
    expect(exported(templates.operations)).toEqual([])
  })
})
