import type { Metadata } from '../platform/http/metadata.ts'
import { refuseFlowlix } from './face/errors.ts'

const most = 50
const longestKey = 40
const longestValue = 500

/** Source: contract, flowlix 15.4. A refusal names the map, not its key. */
export const checkMetadata = (sent: Readonly<Record<string, unknown>> | null | undefined): Metadata => {
  const entries = Object.entries(sent ?? {})
  if (entries.length > most) throw refuse(`has more than ${most} keys`)
  for (const [key, value] of entries) {
    if (key.length > longestKey) throw refuse(`has a key of more than ${longestKey} characters`)
    if (typeof value !== 'string') throw refuse('may hold texts only')
    if (value.length > longestValue) throw refuse(`has a value of more than ${longestValue} characters`)
  }
  return Object.fromEntries(entries) as Metadata
}

const refuse = (problem: string) =>
  refuseFlowlix('parameter_invalid', { param: 'metadata', message: `"metadata" ${problem}.` })
