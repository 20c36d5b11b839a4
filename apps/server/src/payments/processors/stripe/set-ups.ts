import type Stripe from 'stripe'
import type { SetUpAnswer, SetUpRequest } from '../processor.ts'
import type { Heard } from './hear.ts'
import { type Talk, ask, customerFor, metadataOf, optionsOf, sourceParams } from './talk-to-stripe.ts'
import { answerOfDeclinedSetUp, answerOfSetUp, refusedSetUp } from './translate.ts'

const subjectOf = ({ setUpId }: SetUpRequest) => ({ setUpId })

/** Moves no money, so that it may be asked again at any time. */
export const setUp = async (talk: Talk, request: SetUpRequest): Promise<SetUpAnswer> => {
  const heard =
    request.reference === null ? await create(talk, request) : await read(talk, request, request.reference)
  switch (heard.kind) {
    case 'said':
      return answerOfSetUp(heard.value, request.isOffSession)
    case 'declined':
      return answerOfDeclinedSetUp(heard.error)
    case 'unknown':
      return { outcome: 'unknown' }
    case 'refused':
      return refusedSetUp(isOfSource(heard.param) ? 'payment_method_unavailable' : 'processing_error')
  }
}

const isOfSource = (param: string | null) => param === 'confirmation_token' || param === 'payment_method'

const create = async (talk: Talk, request: SetUpRequest): Promise<Heard<Stripe.SetupIntent>> => {
  const { whose, setUpId, source, returnUrl } = request
  const token = source.processorToken
  if (token === null) {
    talk.log.error('A card cannot be saved without a token of Stripe', subjectOf(request))
    return { kind: 'refused', status: 400, code: null, param: 'payment_method', isOtherRequest: false }
  }
  const customer = await customerFor(talk, whose, token, { tryId: setUpId, isToSave: true })
  if (customer.kind !== 'said') return customer
  return ask(talk, 'set a card up', subjectOf(request), (client) =>
    client.setupIntents.create(
      {
        confirm: true,
        ...sourceParams(token),
        allowed_payment_method_types: ['card'],
        usage: 'off_session',
        return_url: returnUrl,
        ...(customer.value ? { customer: customer.value } : {}),
        metadata: metadataOf(whose, { flint_set_up_id: setUpId }),
        expand: ['payment_method'],
      },
      optionsOf(talk, whose, setUpId),
    ),
  )
}

const read = (talk: Talk, request: SetUpRequest, reference: string): Promise<Heard<Stripe.SetupIntent>> =>
  ask(talk, 'look a set-up up', subjectOf(request), (client) =>
    client.setupIntents.retrieve(reference, { expand: ['payment_method'] }, optionsOf(talk, request.whose)),
  )
