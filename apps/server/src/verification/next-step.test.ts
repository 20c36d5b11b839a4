import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Account, emptyAccount } from './account.ts'
import { aWholeAccount, approvedAccount, inReview, now } from './an-account.fixture.ts'
import { onboardingProgressOf, onboardingStatusOf, pendingStepsOf } from './next-step.ts'
import { paused, rejected, withDemands } from './review.ts'

const setting = { hasProcessor: true, isCollectedByProvider: false }
const asked = (account: Account, fields: Parameters<typeof withDemands>[1]['fields']) =>
  withDemands(account, { fields, fromAt: now, dueAt: null, message: null })
const begun = (more: Partial<Account>): Account => ({ ...emptyAccount('mer_one'), startedAt: now, ...more })

const shown = (account: Account, { canIssueApiKey = false, by = setting } = {}) => {
  const steps = pendingStepsOf(account, now, by, { canIssueApiKey })
  return [onboardingStatusOf(account, steps, canIssueApiKey), ...steps.map(({ code }) => code)]
}

describe('pendingStepsOf', () => {
  const first = [
    'choose_country',
    'submit_profile',
    'request_capabilities',
    'submit_account_details',
    'await_review',
  ]
  const cases: [what: string, account: Account, expected: string[]][] = [
    ['nothing was given', emptyAccount('mer_one'), ['needs_input', ...first]],
    ['the country was', begun({ country: 'US' }), ['needs_input', ...first.slice(1)]],
    [
      'details are missing',
      aWholeAccount({ terms: null }),
      ['needs_input', 'submit_account_details', 'await_review'],
    ],
    ['in review', inReview(), ['waiting_for_review', 'await_review']],
    ['approved', approvedAccount(), ['complete']],
    ['rejected: only a person can help', rejected(inReview(), null), ['needs_external_action']],
    ['paused', paused(approvedAccount(), now, null), ['waiting_for_review', 'await_review']],
    [
      'more is asked for after approval, one step for each call that takes it',
      asked(approvedAccount(), ['identity_document', 'business_website', 'business_tax_id']),
      ['needs_input', 'resolve_requirements', 'resolve_requirements', 'resolve_requirements'],
    ],
  ]
  for (const [what, account, expected] of cases)
    it(`${what}: ${expected[0]}`, () => assert.deepEqual(shown(account), expected))

  it('begins with the first key where it can be made', () =>
    assert.deepEqual(shown(emptyAccount('mer_one'), { canIssueApiKey: true }).slice(0, 3), [
      'ready_for_api_key',
      'create_api_key',
      'choose_country',
    ]))

  it("leaves the details to the provider's form, which only a person can fill in", () => {
    const by = { hasProcessor: true, isCollectedByProvider: true }
    const [status, ...codes] = shown(aWholeAccount(), { by })
    assert.deepEqual(
      [status, codes],
      ['needs_external_action', ['complete_account_onboarding', 'await_review']],
    )
    const [step] = pendingStepsOf(aWholeAccount(), now, by, { canIssueApiKey: false })
    assert.deepEqual(
      [step!.isMachineCompletable, step!.requiredFields, step!.isLaunched],
      [false, ['additional_account_information'], true],
    )
  })

  it('names the fields as the call takes them, and the call', () => {
    const account = asked(approvedAccount(), ['business_website', 'identity_document', 'representative_name'])
    assert.deepEqual(
      pendingStepsOf(account, now, setting, { canIssueApiKey: false }).map(
        ({ submitEndpoint, requiredFields }) => [submitEndpoint, requiredFields],
      ),
      [
        ['/v1/onboarding/advance', ['profile.website_url']],
        ['/v1/merchants/mer_one/verification', ['people.roles', 'people.first_name', 'people.last_name']],
        ['/v1/merchants/mer_one/verification/documents', ['identity_document']],
      ],
    )
  })
})

describe('onboardingProgressOf', () => {
  for (const [account, expected] of [
    [emptyAccount('mer_one'), 'not_started'],
    [inReview(), 'in_progress'],
    [approvedAccount(), 'completed'],
    [rejected(approvedAccount(), null), 'in_progress'],
  ] as const)
    it(expected, () => assert.equal(onboardingProgressOf(account), expected))
})
