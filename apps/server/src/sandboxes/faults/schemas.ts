import { type TProperties, Type } from 'typebox'
import { declines } from '../../payments/declines.ts'
import type { DeclineCode } from '../../payments/payment.ts'
import { faultNames } from '../../platform/faults/faults.ts'
import { body, id, named, nullable, oneOf } from '../../platform/http/schema.ts'

const daySeconds = 86_400
const maxSlownessMs = 30_000

/** What a card can be declined with. Source: contract, flint-platform 6.4. */
const cardDeclineCodes = (Object.keys(declines) as DeclineCode[]).filter((code) => !code.startsWith('bank_'))

const Rate = Type.Number({
  minimum: 0,
  maximum: 1,
  description: 'The share of cases that are hit: from 0, none, to 1, all.',
})
const Seconds = Type.Integer({
  minimum: 1,
  maximum: daySeconds,
  description: "Seconds of the sandbox's clock.",
})

/** The settings of each fault, with a word on what it does. */
const faults = {
  webhook_duplicates: {
    about: 'A delivery that arrived is sent a second time, with the same id.',
    settings: { rate: Rate },
  },
  webhook_reordering: {
    about: 'First attempts are held back for a random while, so that later events overtake them.',
    settings: { rate: Rate, max_delay_seconds: Seconds },
  },
  webhook_delays: {
    about: 'Every first attempt is made this much later.',
    settings: { delay_seconds: Seconds },
  },
  webhook_drops: {
    about:
      'Automatic attempts are lost on the way and made again on the usual schedule. The last attempt is never lost.',
    settings: {
      rate: Rate,
      lost: oneOf(['request', 'answer'], {
        description: '`request`: your endpoint never sees it. `answer`: it does, but its answer is lost.',
      }),
    },
  },
  processor_timeouts: {
    about:
      'The processor takes, holds or returns the money, but its answer is lost. The payment stays `processing`, the refund `pending`, until the processor is asked again.',
    settings: { rate: Rate },
  },
  decline_storm: {
    about: 'Card payments are declined with this code.',
    settings: { rate: Rate, decline_code: oneOf(cardDeclineCodes) },
  },
  slow_answers: {
    about: 'Calls wait this long before they are served; those below `/v1/developer/` do not.',
    settings: {
      rate: Rate,
      delay_milliseconds: Type.Integer({ minimum: 1, maximum: maxSlownessMs }),
    },
  },
  rate_limits: {
    about:
      '`forced`: calls are refused with 429, those below `/v1/developer/` apart. `lifted`: the limits per key and per merchant do not count here; `rate` means nothing then.',
    settings: { rate: Rate, mode: oneOf(['forced', 'lifted']) },
  },
} satisfies Record<(typeof faultNames)[number], { about: string; settings: TProperties }>

const optional = (settings: TProperties): TProperties =>
  Object.fromEntries(Object.entries(settings).map(([name, schema]) => [name, Type.Optional(schema)]))

const changes: TProperties = Object.fromEntries(
  faultNames.map((name) => [
    name,
    Type.Optional(
      nullable(
        body(
          { enabled: Type.Optional(Type.Boolean()), ...optional(faults[name].settings) },
          { description: `${faults[name].about} Null or \`"enabled": false\` switches it off.` },
        ),
      ),
    ),
  ]),
)

const shown: TProperties = Object.fromEntries(
  faultNames.map((name) => [
    name,
    nullable(
      Type.Object(
        { enabled: Type.Boolean(), ...(faults[name].settings as TProperties) },
        { description: `${faults[name].about} Null while it is off.` },
      ),
    ),
  ]),
)

export const SandboxId = id('test', 'The sandbox')
export const FaultParams = Type.Object({ sandbox_id: SandboxId })

/** A fault that is left out stays as it is, and so does a setting of one that is on; at first it has its default. */
export const UpdateSandboxFaultsBody = body(changes)

export const SandboxFaults = named(
  'SandboxFaults',
  Type.Object({
    sandbox_id: SandboxId,
    active_faults: Type.Array(oneOf(faultNames), { description: 'The faults that are on.' }),
    ...shown,
  }),
)
