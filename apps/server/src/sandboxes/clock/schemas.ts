import { Type } from 'typebox'
import { Timestamp, body, id, named, nullable, oneOf } from '../../platform/http/schema.ts'
import { spanPattern } from './span.ts'

export const SandboxClockParams = Type.Object({ sandbox_id: id('test', 'The sandbox') })

export const SandboxClockSchema = named(
  'SandboxClock',
  Type.Object({
    sandbox_id: id('test', 'The sandbox'),
    status: oneOf(['running', 'frozen', 'advancing'], {
      description: 'An advance that takes longer than its caller waits goes on by itself: `advancing`.',
    }),
    now: Type.String({ format: 'date-time', description: 'What time it is in the sandbox.' }),
    advancing_to: nullable(Timestamp),
    system_now: Type.String({ format: 'date-time', description: "The machine's time, for comparison." }),
  }),
)

export const AdvanceBody = named(
  'AdvanceSandboxClock',
  body({
    by: Type.Optional(
      Type.String({
        pattern: spanPattern,
        description:
          'How far, as an ISO 8601 duration: `PT30S`, `P3D`, `P1M`, `P1Y`. Months and years go by the calendar.',
      }),
    ),
    to: Type.Optional(
      Type.String({ format: 'date-time', description: "Up to which instant, later than the sandbox's now." }),
    ),
  }),
)

const Happening = named(
  'SandboxClockHappening',
  Type.Object({
    occurred_at: Timestamp,
    type: oneOf(['timer', 'webhook_event', 'webhook_delivery_attempt', 'flowlix_notice_attempt']),
    timer: Type.Optional(Type.String({ description: 'What fell due, for a timer.' })),
    resource_type: Type.Optional(Type.String()),
    resource_id: Type.Optional(Type.String({ description: 'What it was about.' })),
    event_type: Type.Optional(Type.String()),
    webhook_event_id: Type.Optional(Type.String()),
    webhook_delivery_id: Type.Optional(Type.String()),
    flowlix_notice_id: Type.Optional(Type.String()),
    attempt_number: Type.Optional(Type.Integer()),
    attempt_status: Type.Optional(oneOf(['delivered', 'failed'])),
  }),
)

export const SandboxClockAdvance = named(
  'SandboxClockAdvance',
  Type.Object({
    clock: SandboxClockSchema,
    status: oneOf(['completed', 'advancing'], {
      description:
        '`advancing` after 20 seconds: the worker goes on; ask for the clock to see when it is there.',
    }),
    advanced_from: Timestamp,
    advanced_to: Timestamp,
    happened: Type.Array(Happening, {
      description: 'What became due and what came of it, in order of time; at most 1,000 of each kind.',
    }),
    has_more: Type.Boolean({ description: 'More happened than is listed; the event list has all of it.' }),
  }),
)
