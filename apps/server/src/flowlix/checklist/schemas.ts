import { Type } from 'typebox'
import { Timestamp, named, nullable, oneOf } from '../../platform/http/schema.ts'
import { linePlaces } from './line.ts'
import { lineNames } from './lines.ts'

export const FlowlixChecklist = named(
  'FlowlixChecklist',
  Type.Object({
    observed_at: Timestamp,
    sandbox_id: nullable(Type.String({ description: 'The sandbox that was looked at.' })),
    done_count: Type.Integer(),
    line_count: Type.Integer(),
    lines: Type.Array(
      Type.Object({
        line: oneOf(lineNames),
        title: Type.String(),
        status: oneOf(['done', 'open', 'blocked']),
        measured: Type.String({ description: 'What was found.' }),
        next_step: nullable(Type.String({ description: 'What to do about it; null once it is done.' })),
        place: nullable(oneOf(linePlaces, { description: 'Where in the dashboard it is done.' })),
      }),
    ),
  }),
)
