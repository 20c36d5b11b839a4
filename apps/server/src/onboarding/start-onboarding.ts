import type { Context } from '../platform/context.ts'
import { checkedPersonName, startVerification } from '../users/index.ts'
import type { StartOnboardingBody } from './schemas.ts'

/** Mails a code. For an address that has an account, too: its merchant is found again by it. */
export const startOnboarding = async (ctx: Context, input: StartOnboardingBody) =>
  startVerification(ctx, {
    purpose: 'onboarding',
    email: input.email,
    details: {
      firstName: checkedPersonName(input.first_name, 'first_name'),
      lastName: checkedPersonName(input.last_name, 'last_name'),
    },
  })
