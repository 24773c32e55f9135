import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { functionNames, root } from '../../infra/bundle.ts'
import { serviceDesk } from '../../infra/stacks/service-desk.ts'

export interface Resource {
  Type: string
  // biome-ignore lint/suspicious/noExplicitAny: templates are what a test looks into, by any path
  Properties: Record<string, any>
  DeletionPolicy?: string
}

const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> }

/** What a stage wants to be given. */
export const wanted = (stage: string): Record<string, string> =>
  stage === 'prod' ? { runbook: 'https://desk.example/runbook.md' } : {}

/** The templates of a stage. What a bundle holds is no matter to a template, so empty ones stand in. */
export function templatesOf(stage: string, settings: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'))
  try {
    for (const name of functionNames) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'index.mjs'), `// ${name}`)
    }
    const app = new App({ context: { ...context, ...wanted(stage), ...settings, stage }, outdir: join(folder, 'out') })
    const { data, desk, api, mail, partners, operations } = serviceDesk(app, folder)
    return {
      data: Template.fromStack(data),
      desk: Template.fromStack(desk),
      api: Template.fromStack(api),
      mail: Template.fromStack(mail),
      partners: Template.fromStack(partners),
      operations: Template.fromStack(operations),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export type Templates = ReturnType<typeof templatesOf>

/** Every resource of a type in all templates, by its logical id. */
export function all(templates: Templates, type: string): Record<string, Resource> {
  return Object.assign({}, ...Object.values(templates).map((template) => template.findResources(type)))
}

/** What references point to, in words: `TicketsTable.Arn`, without the hashes that the CDK adds. */
export function said(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return String(value)
  const [[kind, inner] = []] = Object.entries(value)
  const bare = (name: string) => name.replace(/[0-9A-F]{8}$/, '')
  if (kind === 'Ref') return bare(String(inner))
  if (kind === 'Fn::GetAtt') return `${bare(inner[0])}.${inner[1]}`
  if (kind === 'Fn::ImportValue')
    return said(inner)
      .replace(/^.*GetAtt(.*?)[0-9A-F]{8}(Arn|StreamArn)[0-9A-F]{8}$/, '$1.$2')
      .replace(/^.*OutputRef(.*?)[0-9A-F]{16}$/, '$1')
  if (kind === 'Fn::GetStackOutput')
    return String(inner.OutputName)
      .replace(/^.*FnGetAtt(.*?)[0-9A-F]{8}(\w+?)[0-9A-F]{8}$/, '$1.$2')
      .replace(/^.*OutputRef(.*?)[0-9A-F]{16}$/, '$1')
  if (kind === 'Fn::Join') return inner[1].map(said).join('')
  return JSON.stringify(value)
}
