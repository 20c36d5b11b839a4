import type { AnswerChange } from '../platform/http/shape-changes.ts'

/** Source: contract, flint-platform 26, "api key create answer". */
export const secretInsideData: AnswerChange = {
  id: 'api_key_secret_inside_data',
  since: '2026-09-07',
  summary: 'The text of a new API key stands inside data only, no longer beside it, too.',
  toOlder: ({ data, beside }) => ({
    data,
    beside: { secret_key: (data as { secret_key: string }).secret_key, ...beside },
  }),
}
