import { type App, Tags, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { stageFrom } from '../stages.ts'
import { ApiStack } from './api.ts'
import { DataStack } from './data.ts'
import { DeskStack } from './desk.ts'
import { MailStack } from './mail.ts'
import { OperationsStack } from './operations.ts'
import { PartnersStack } from './partners.ts'

/** The stacks of one stage, held to cdk-nag's rules. */
export function serviceDesk(
  app: App,
  bundles: string,
): {
  data: DataStack
  desk: DeskStack
  api: ApiStack
  mail: MailStack
  partners: PartnersStack
  operations: OperationsStack
} {
  const stage = stageFrom(app.node.getAllContext())
  const name = `service-desk-${stage.name}`
  const terminationProtection = stage.isProtected
  const data = new DataStack(app, `${name}-data`, {
    desk: { stage, bundles },
    description: 'The data of the service desk',
    terminationProtection,
  })
  const desk = new DeskStack(app, name, { data, description: 'The service desk', terminationProtection })
  const partners = new PartnersStack(app, `${name}-partners`, {
    data,
    desk,
    description: 'What goes out of the service desk to partners',
    terminationProtection,
  })
  const api = new ApiStack(app, `${name}-api`, {
    data,
    desk,
    partners,
    description: 'The API of the service desk',
    terminationProtection,
  })
  const mail = new MailStack(app, `${name}-mail`, {
    data,
    desk,
    description: 'The mail of the service desk',
    terminationProtection,
  })
  const operations = new OperationsStack(app, `${name}-operations`, {
    data,
    desk,
    api,
    others: [mail, partners],
    description: 'What is seen of the service desk, and what wakes whoever runs it',
    terminationProtection,
  })
  Tags.of(app).add('service', 'service-desk')
  Tags.of(app).add('stage', stage.name)
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  return { data, desk, api, mail, partners, operations }
}
