import { flowlixDocument } from '../../apps/server/src/flowlix/face/openapi.ts'
import { type FlowlixErrorCode, flowlixErrors } from '../../apps/server/src/flowlix/face/errors.ts'
import { flowlixRoutes } from '../../apps/server/src/flowlix/index.ts'
import { type ResponseCheck, responseCheck } from './response-check.ts'

type Profile = 'a' | 'b' | 'c'

const checks = new Map<Profile, ResponseCheck>()

const checkOf = (profile: Profile): ResponseCheck => {
  let check = checks.get(profile)
  if (!check) {
    const statusOf = (code: string) => flowlixErrors[code as FlowlixErrorCode]?.status[profile]
    checks.set(profile, (check = responseCheck(flowlixDocument(profile, flowlixRoutes), statusOf)))
  }
  return check
}

/** Throws when an answer is what neither form says that this key may speak. */
export const checkFlowlixResponse = (
  key: string | null,
  method: string,
  path: string,
  answer: { status: number; json: unknown },
): void => {
  const forms: Profile[] = key?.startsWith('api_') ? ['c'] : ['a', 'b']
  const problems: unknown[] = []
  for (const form of forms)
    try {
      return checkOf(form)(method, path, answer)
    } catch (error) {
      problems.push(error)
    }
  throw problems[0]
}
