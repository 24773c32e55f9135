const ownKey =
  'Encrypted with a key of AWS. A key of one’s own costs by request, and whoever loses it loses the data: an operator who must have one adds it to the stage.'

/** What checkov finds by design, by rule and type of resource, and why it is as it should be. Each is found today: one that is not is an error. */
export const exceptions: Readonly<Record<string, string>> = {
  'CKV_AWS_18 AWS::S3::Bucket':
    'Only the desk reads and writes; who did is in CloudTrail, and access logs would hold names and addresses.',
  'CKV_AWS_21 AWS::S3::Bucket':
    'What is erased has to be gone: a version before would keep it. Files and mails are never written over, snapshots are made anew from the table; the archive has versions.',
  'CKV_AWS_26 AWS::SNS::Topic':
    'An alarm says nothing but its name, and the key of AWS would keep CloudWatch from publishing.',
  'CKV_AWS_27 AWS::SQS::Queue': `Encrypted by SQS (SqsManagedSseEnabled), which the rule does not know. ${ownKey}`,
  'CKV_AWS_115 AWS::Lambda::Function':
    'A reserved share is taken from everybody else. What a queue feeds is limited at its event source, the API by its throttle.',
  'CKV_AWS_116 AWS::Lambda::Function':
    'That queue is for asynchronous calls, which nobody makes: each SQS queue, the stream and the schedules have their own.',
  'CKV_AWS_117 AWS::Lambda::Function':
    'There is nothing in a network of its own to reach; every call is to an AWS endpoint, signed and encrypted.',
  'CKV_AWS_119 AWS::DynamoDB::Table': ownKey,
  'CKV_AWS_149 AWS::SecretsManager::Secret': ownKey,
  'CKV_AWS_158 AWS::Logs::LogGroup': `${ownKey} Logs hold ids, never what people wrote.`,
  'CKV_AWS_173 AWS::Lambda::Function': `${ownKey} No secret is in an environment variable: they are read from Secrets Manager.`,
}
