/** One thing that a fault can be told. Percentages are shown for rates, which the wire has from 0 to 1. */
export type FaultSetting =
  | { readonly kind: 'percent'; readonly name: 'rate'; readonly label: string }
  | {
      readonly kind: 'whole'
      readonly name: string
      readonly label: string
      readonly unit: string
      readonly most: number
    }
  | {
      readonly kind: 'choice'
      readonly name: string
      readonly label: string
      readonly choices: readonly FaultChoice[]
    }

export type FaultChoice = { readonly value: string; readonly label: string }

export type FaultForm = {
  readonly name: string
  readonly label: string
  readonly does: string
  readonly settings: readonly FaultSetting[]
  /** As the server has them where nobody says otherwise. */
  readonly defaults: Readonly<Record<string, number | string>>
}

const share = (label: string): FaultSetting => ({ kind: 'percent', name: 'rate', label })

const declineCodes = [
  'card_declined',
  'insufficient_funds',
  'expired_card',
  'incorrect_cvc',
  'processing_error',
  'authentication_required',
  'payment_blocked',
  'payment_method_unavailable',
  'payment_method_declined',
  'payment_method_temporarily_unavailable',
  'payment_not_completed',
  'payment_action_expired',
  'payment_failed',
]

/** Every fault as a form, payments first. Source: docs/guides/faults.md. */
export const faultForms: readonly FaultForm[] = [
  {
    name: 'decline_storm',
    label: 'Cards decline',
    does: 'Card payments fail with the code that you choose. Bank debits do not.',
    settings: [
      share('Share of payments'),
      {
        kind: 'choice',
        name: 'decline_code',
        label: 'Decline code',
        choices: declineCodes.map((code) => ({ value: code, label: code })),
      },
    ],
    defaults: { rate: 1, decline_code: 'card_declined' },
  },
  {
    name: 'processor_timeouts',
    label: 'The processor’s answer is lost',
    does: 'Money is taken, held or returned, but nobody hears of it. The payment stays processing until the processor is asked again after 30 seconds of the sandbox’s clock.',
    settings: [share('Share of payments')],
    defaults: { rate: 1 },
  },
  {
    name: 'slow_answers',
    label: 'The API is slow',
    does: 'Calls wait before anything is done for them. Developer routes, and so this page, do not.',
    settings: [
      share('Share of calls'),
      { kind: 'whole', name: 'delay_milliseconds', label: 'Delay', unit: 'milliseconds', most: 30_000 },
    ],
    defaults: { rate: 1, delay_milliseconds: 1000 },
  },
  {
    name: 'rate_limits',
    label: 'Rate limits',
    does: 'Calls are refused with 429, or never are. Developer routes, and so this page, are not refused.',
    settings: [
      {
        kind: 'choice',
        name: 'mode',
        label: 'Limits are',
        choices: [
          { value: 'forced', label: 'forced: calls get 429' },
          { value: 'lifted', label: 'lifted: nothing is refused' },
        ],
      },
      share('Share of calls, when forced'),
    ],
    defaults: { rate: 1, mode: 'forced' },
  },
  {
    name: 'webhook_drops',
    label: 'Webhooks are lost',
    does: 'Automatic attempts are lost on the way and made again on the usual schedule. The last of the nine always arrives.',
    settings: [
      share('Share of attempts'),
      {
        kind: 'choice',
        name: 'lost',
        label: 'What is lost',
        choices: [
          { value: 'request', label: 'the request: you never see it' },
          { value: 'answer', label: 'your answer: you see it twice' },
        ],
      },
    ],
    defaults: { rate: 1, lost: 'request' },
  },
  {
    name: 'webhook_duplicates',
    label: 'Webhooks come twice',
    does: 'A delivery that arrived is sent a second time, with the same id.',
    settings: [share('Share of deliveries')],
    defaults: { rate: 1 },
  },
  {
    name: 'webhook_delays',
    label: 'Webhooks come late',
    does: 'Every first attempt is made this much later, by the sandbox’s clock.',
    settings: [{ kind: 'whole', name: 'delay_seconds', label: 'Delay', unit: 'seconds', most: 86_400 }],
    defaults: { delay_seconds: 60 },
  },
  {
    name: 'webhook_reordering',
    label: 'Webhooks overtake each other',
    does: 'First attempts are held back for a random while, so that later events arrive first.',
    settings: [
      share('Share of deliveries'),
      {
        kind: 'whole',
        name: 'max_delay_seconds',
        label: 'Held back for at most',
        unit: 'seconds',
        most: 86_400,
      },
    ],
    defaults: { rate: 1, max_delay_seconds: 60 },
  },
]

export const faultLabel = (name: string): string =>
  faultForms.find((form) => form.name === name)?.label ?? name
