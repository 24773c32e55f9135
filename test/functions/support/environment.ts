/** What the stack gives to the functions. Imported before any of them: some of it is read when they are loaded. */
Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'nobody',
  AWS_SECRET_ACCESS_KEY: 'none',
  TABLE_NAME: 'desk',
  BUS_NAME: 'desk-bus',
  STATE_MACHINE_ARN: 'arn:aws:states:us-east-1:000000000000:stateMachine:sla-lifecycle',
  TIMERS_QUEUE_URL: 'https://queues.example/timers',
  JOBS_QUEUE_URL: 'https://queues.example/jobs',
  PARKING_QUEUE_URL: 'https://queues.example/parking',
  FILES_BUCKET: 'desk-files',
  FILES_QUEUE_URL: 'https://queues.example/files',
  CURSOR_KEY: 'a key of the tests',
  MAIL_FROM: 'desk@desk.example',
  HORIZON_SECONDS: '3600',
  // Every test has a desk of its own, so nothing is remembered: below nothing, since the next test turns the clock back.
  CACHE_SECONDS: process.env.CACHE_SECONDS ?? String(-365 * 24 * 60 * 60),
  POWERTOOLS_SERVICE_NAME: 'test',
  POWERTOOLS_METRICS_NAMESPACE: 'ServiceDesk',
  POWERTOOLS_METRICS_DISABLED: 'true',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
})
