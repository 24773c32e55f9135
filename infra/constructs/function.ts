import { join } from 'node:path'
import { Duration, Size } from 'aws-cdk-lib'
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, type CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { FunctionName } from '../bundle.ts'
import { type Desk, DeskLog } from './desk.ts'

interface DeskFunctionProps {
  readonly desk: Desk
  readonly name: FunctionName
  readonly environment?: Record<string, string>
  readonly timeoutSeconds: number
  /** 512 MB by default: below it, a share of a processor makes a cold start slower than it saves. */
  readonly memoryMb?: number
  /** For files of its own while it runs: 512 MB by default. */
  readonly storageMb?: number
}

/** A function with a role of its own that may write its own log and, beyond that, only what it is given. */
export class DeskFunction extends LambdaFunction {
  readonly timeoutSeconds: number
  readonly memoryMb: number
  /** By this its metrics of its own are told apart. */
  readonly called: FunctionName

  constructor(scope: Construct, id: string, props: DeskFunctionProps) {
    const { desk, name, timeoutSeconds, memoryMb = 512, storageMb } = props
    const logGroup = new DeskLog(scope, `${id}Log`, desk)
    const role = new Role(scope, `${id}Role`, {
      description: `What ${name} of the service desk may do`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    })
    // The group's ARN ends in `:*`, which is its streams.
    role.addToPolicy(allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]))
    super(scope, id, {
      description: `Service desk: ${name}`,
      code: Code.fromAsset(join(desk.bundles, name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      ...(storageMb && { ephemeralStorageSize: Size.mebibytes(storageMb) }),
      timeout: Duration.seconds(timeoutSeconds),
      role,
      logGroup,
      ...reservedFor(desk, name),
      environment: {
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: 'ServiceDesk',
        POWERTOOLS_LOG_LEVEL: 'INFO',
        CACHE_SECONDS: '60',
        NODE_OPTIONS: '--enable-source-maps',
        // In the user agent of every call, so that CloudTrail, and the emulator, know whose it is.
        AWS_SDK_UA_APP_ID: name,
        ...props.environment,
      },
    })
    this.timeoutSeconds = timeoutSeconds
    this.memoryMb = memoryMb
    this.called = name
    // Said explicitly. Active tracing would need a permission on every resource, and an HTTP API does not begin traces.
    const resource = this.node.defaultChild as CfnFunction
    resource.tracingConfig = { mode: 'PassThrough' }
  }

  /** Lets the function do these actions on these resources. */
  may(actions: string[], ...resources: string[]): this {
    this.addToRolePolicy(allow(actions, resources))
    return this
  }
}

const allow = (actions: string[], resources: string[]) =>
  new PolicyStatement({ effect: Effect.ALLOW, actions, resources })

function reservedFor({ stage }: Desk, name: string) {
  const reservedConcurrentExecutions = stage.reservedConcurrency[name]
  return reservedConcurrentExecutions === undefined ? {} : { reservedConcurrentExecutions }
}
