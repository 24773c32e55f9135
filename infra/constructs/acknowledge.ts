import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Findings of cdk-nag that are as they should be here, each with its reason. */
export function acknowledge(where: IConstruct, reasons: Readonly<Record<string, string>>): void {
  Validations.of(where).acknowledge(
    ...Object.entries(reasons).map(([rule, reason]) => ({ id: `AwsSolutions-${rule}`, reason })),
  )
}
