import { type Static, Type } from 'typebox'
import { body, named, nullable, oneOf } from '../platform/http/schema.ts'

const Day = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'A version of the Flowlix API, as the header `Flowlix-Version` names it: a day.',
})

const fields = {
  profile: oneOf(['a', 'b'], {
    description:
      'Which form of the Flowlix API answers keys that begin with `fl_`: `a`, the default, or `b`.',
  }),
  b_from: nullable(Day),
  default_version: nullable(Day),
}

export const FlowlixSettings = named('FlowlixSettings', Type.Object(fields))

export const UpdateFlowlixSettingsBody = body({
  profile: Type.Optional(fields.profile),
  b_from: Type.Optional(fields.b_from),
  default_version: Type.Optional(fields.default_version),
})
export type UpdateFlowlixSettingsBody = Static<typeof UpdateFlowlixSettingsBody>
