import type { NewTriageRule, TriageRule } from '../schemas/triage.ts'

const rule = (id: string, given: Omit<NewTriageRule, 'enabled'>, enabled = true): TriageRule => ({
  id: `tri_default-${id}`,
  enabled,
  ...given,
  version: 1,
  createdAt: '1970-01-01T00:00:00.000Z',
  updatedAt: '1970-01-01T00:00:00.000Z',
})

/** That people or things are in danger, in English, German, French and Spanish. */
const safety = [
  ...[
    'fire',
    'smoke',
    'burning smell',
    'sparks',
    'electric shock',
    'gas leak',
    'smell of gas',
    'flooding',
    'injured',
    'injury',
  ],
  ...['Feuer', 'Rauch', 'Brandgeruch', 'Funken', 'Stromschlag', 'Gasgeruch', 'verletzt'],
  ...['incendie', 'fumée', 'étincelles', 'fuite de gaz', 'blessé'],
  ...['fuego', 'humo', 'chispas', 'fuga de gas', 'herido'],
]
/** That much or everything stands. */
const outage = [
  ...['outage', 'no power', 'power failure', 'blackout', 'production stopped', 'production down', 'everything is down'],
  ...['nobody can work', 'system down', 'server down', 'completely down', 'data loss', 'ransomware', 'hacked'],
  ...['Stromausfall', 'Totalausfall', 'Produktionsstillstand', 'nichts geht mehr', 'Datenverlust'],
  ...['panne générale', 'panne de courant', 'production arrêtée', 'perte de données'],
  ...['apagón', 'sin luz', 'producción parada', 'pérdida de datos'],
]
const urgently = [
  ...['urgent', 'urgently', 'asap', 'immediately', 'emergency', 'deadline'],
  ...['dringend', 'sofort', 'eilig', 'Notfall'],
  ...['urgence', 'immédiatement', 'urgente', 'inmediatamente', 'emergencia'],
]
const wish = ['feature request', 'suggestion', 'would be nice', 'Vorschlag', 'Wunsch', 'sugerencia']

/** The rules that every desk comes with: each can be changed or turned off, none taken away. */
export const defaultRules: readonly TriageRule[] = [
  rule('safety', {
    name: 'Somebody or something is in danger',
    position: 1000,
    conditions: { words: safety },
    gives: { priority: 'urgent', tags: ['safety'] },
  }),
  rule('outage-premium', {
    name: 'Everything stands at a premium customer',
    position: 1010,
    conditions: { words: outage, tier: ['premium', 'vip'] },
    gives: { priority: 'urgent', tags: ['outage'] },
  }),
  rule('outage-critical', {
    name: 'A critical product stands',
    position: 1020,
    conditions: { words: outage, criticality: ['critical'] },
    gives: { priority: 'urgent', tags: ['outage'] },
  }),
  rule('outage', {
    name: 'Everything stands',
    position: 1030,
    conditions: { words: outage },
    gives: { priority: 'high', tags: ['outage'] },
  }),
  rule('urgently', {
    name: 'The customer says that it is urgent',
    position: 1040,
    conditions: { words: urgently },
    gives: { priority: 'high' },
  }),
  rule('vip', { name: 'A VIP', position: 1050, conditions: { tier: ['vip'] }, gives: { priority: 'high' } }),
  rule('critical-product', {
    name: 'A critical product',
    position: 1060,
    conditions: { criticality: ['critical'] },
    gives: { priority: 'high' },
  }),
  // Off as it comes: it costs every opening another look into the table.
  rule(
    'again',
    {
      name: 'The customer comes again and again',
      position: 1070,
      conditions: { repeated: { tickets: 5, within: 'P7D' }, type: ['issue', 'complaint'] },
      gives: { priority: 'high', tags: ['repeated-contact'] },
    },
    false,
  ),
  rule('network', {
    name: 'The network',
    position: 1100,
    conditions: { words: ['wifi', 'wi-fi', 'wlan', 'network', 'internet', 'vpn', 'router', 'Netzwerk', 'réseau'] },
    gives: { category: 'network' },
  }),
  rule('hardware', {
    name: 'Hardware',
    position: 1110,
    conditions: {
      words: [
        'printer',
        'laptop',
        'monitor',
        'keyboard',
        'scanner',
        'Drucker',
        'Bildschirm',
        'imprimante',
        'impresora',
      ],
    },
    gives: { category: 'hardware' },
  }),
  rule('software', {
    name: 'Software',
    position: 1120,
    conditions: {
      words: ['software', 'app', 'login', 'password', 'update', 'licence', 'license', 'Passwort', 'logiciel'],
    },
    gives: { category: 'software' },
  }),
  rule('wish', { name: 'A wish', position: 1130, conditions: { words: wish }, gives: { priority: 'low' } }),
]
