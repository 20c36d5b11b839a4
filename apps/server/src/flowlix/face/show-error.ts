import type { Context } from '../../platform/context.ts'
import type { Profile } from '../flowlix-payment.ts'
import { type FlowlixProblem, flowlixErrors } from './errors.ts'
import type { FlowlixAnswer } from './flowlix-route.ts'

export type ErrorPlace = {
  profile: Profile
  requestId: string
  /** The page that explains errors. */
  errorPage: string
}

/** How a form names a field: `card.number`, in the last form `payment_method_data[card][number]`. Source: contract, flowlix Q12. */
export const paramIn = (profile: Profile, param: string): string => {
  if (profile !== 'c') return param
  const [first, ...rest] = param.split('.')
  return first + rest.map((part) => `[${part}]`).join('')
}

const sentenceOf = ({ code, param, message }: FlowlixProblem): string => {
  if (message !== undefined) return message
  if (param !== undefined && code === 'parameter_missing') return `"${param}" is required.`
  if (param !== undefined && code === 'parameter_invalid') return `"${param}" is not as it must be.`
  return flowlixErrors[code].message
}

/** The whole body of an error, as each form shows it. Source: contract, flowlix 10.1. */
export const errorText = (problem: FlowlixProblem, { profile, requestId, errorPage }: ErrorPlace): string => {
  const { code, param, declineCode = null } = problem
  const shown = param === undefined ? null : paramIn(profile, param)
  const message = sentenceOf(problem)
  return JSON.stringify({
    error: {
      type: flowlixErrors[code].type,
      code,
      message: shown === null ? message : message.replaceAll(`"${param}"`, `"${shown}"`),
      param: shown,
      // The last form leaves out what does not apply here.
      ...(profile === 'c' && declineCode === null ? {} : { decline_code: declineCode }),
      doc_url: `${errorPage}#${code}`,
      request_id: requestId,
    },
  })
}

/**
 * An error that is a verb's own answer, as a decline is in form A: it is kept under the idempotency key as any answer, for
 * something happened.
 */
export const flowlixErrorAnswer = (
  problem: FlowlixProblem,
  { ctx, profile }: { ctx: Pick<Context, 'config' | 'requestId'>; profile: Profile },
): FlowlixAnswer => ({
  status: flowlixErrors[problem.code].status[profile],
  body: errorText(problem, {
    profile,
    requestId: ctx.requestId ?? '',
    errorPage: ctx.config.flowlix.errorPage,
  }),
  ...(problem.headers ? { headers: problem.headers } : {}),
})
