import { ApiRefusal } from '../api-request.ts'
import type { Money } from '../api-shapes.ts'
import type { Notice } from '../notices.ts'
import { retrySafely } from '../retry-safely.ts'
import type { ServerClock } from '../server-clock.ts'
import type { LinkApi } from './link-api.ts'
import {
  choicesFor,
  noChoices,
  problemsOf,
  resolveBodyOf,
  type Choices,
  type FieldId,
  type Problems,
} from './link-choices.ts'
import type { LinkMemory } from './link-memory.ts'
import { linkChangedNotice, refusedNotice } from './link-notices.ts'
import { offerOf, type LinkOffer } from './link-offer.ts'
import type { Launch, LinkSnapshot, ResolveBody } from './link-shapes.ts'
import { meaningOf } from './refusal-meaning.ts'
import { endingOf } from './shown-link-state.ts'

export interface LinkState {
  readonly load: 'loading' | 'ready' | 'missing' | 'unreachable'
  readonly isOnline: boolean
  readonly isTestMode: boolean
  readonly snapshot: LinkSnapshot | null
  readonly offer: LinkOffer | null
  readonly choices: Choices
  /** What the page itself found wrong, of the fields that the buyer has been told about. */
  readonly problems: Problems
  /** What the server refused, until that field is changed. */
  readonly refused: { readonly field: FieldId; readonly sentence: string } | null
  /** Grows each time that the buyer pressed the button and has something to put right. */
  readonly sentBack: number
  /** `leaving`: on the way to the checkout's page. */
  readonly activity: 'idle' | 'resolving' | 'leaving'
  readonly notice: Notice | null
}

export interface LinkSurroundings {
  readonly api: LinkApi
  readonly clock: ServerClock
  readonly memory: LinkMemory
  wait(ms: number): Promise<void>
  newKey(): string
  leave(url: string): void
  showMoney(money: Money): string
}

/** One link in one tab: its state, and what a buyer can do. */
export interface PaymentLink {
  getState(): LinkState
  subscribe(listener: () => void): () => void
  load(): Promise<void>
  /** Reads the link again, and says so when it has changed. */
  lookAgain(): Promise<void>
  /** The browser shows the page again as it was left. */
  comeBack(): Promise<void>
  choose(field: FieldId, choices: Choices): void
  /** The buyer has left a field: what is wrong with it is said now, unless it is still empty. */
  leaveField(field: FieldId, isEmpty: boolean): void
  /** Goes on to a checkout of the buyer's own. */
  submit(): Promise<void>
  setOnline(isOnline: boolean): void
}

const initialState: LinkState = {
  load: 'loading',
  isOnline: true,
  isTestMode: false,
  snapshot: null,
  offer: null,
  choices: noChoices,
  problems: {},
  refused: null,
  sentBack: 0,
  activity: 'idle',
  notice: null,
}

/** A resolution that arrives this close to its snapshot's end may be too late. */
const contextSlackMs = 10_000

/** Nobody waits longer than this to learn how their last checkout stands. */
const longestForgettingMs = 3000

const isMissing = (error: unknown): boolean =>
  error instanceof ApiRefusal && [400, 401, 403, 404].includes(error.status)

/** What the page shows of the link; two snapshots of it differ in their contexts and counts only. */
const versionOf = (snapshot: LinkSnapshot | null): number | null => snapshot?.payment_link.version ?? null

export const createPaymentLink = (surroundings: LinkSurroundings): PaymentLink => {
  const { api, clock, memory, wait } = surroundings
  let state = initialState
  const listeners = new Set<() => void>()
  const set = (change: Partial<LinkState>): void => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  /** One intention of the buyer: sent again unchanged until an answer tells its outcome, so that it makes one order. */
  let submission: { readonly input: string; readonly body: ResolveBody; readonly key: string } | null = null

  const problemsNow = (offer: LinkOffer, choices: Choices): Problems =>
    problemsOf(offer, choices, surroundings.showMoney)

  /** @returns False where the link is another one now than the page showed. */
  const accept = (snapshot: LinkSnapshot, isTestMode: boolean | null): boolean => {
    const before = versionOf(state.snapshot)
    const offer = offerOf(snapshot)
    set({
      load: 'ready',
      snapshot,
      offer,
      choices: choicesFor(offer, before === null ? (memory.choices ?? undefined) : state.choices),
      ...(isTestMode === null ? {} : { isTestMode }),
    })
    return before === null || before === versionOf(snapshot)
  }

  /** @returns False where the link changed, or can no longer be read. */
  const readAgain = async (): Promise<boolean> => {
    const read = await retrySafely(() => api.getSnapshot(), wait).catch((error: unknown) => {
      if (!isMissing(error)) throw error
      return null
    })
    if (read === null) {
      set({ load: 'missing' })
      return false
    }
    const { snapshot, isTestMode } = read
    if (accept(snapshot, isTestMode)) return true
    submission = null
    set({
      problems: {},
      refused: null,
      notice: endingOf(snapshot, clock.now()) === null ? linkChangedNotice : null,
    })
    return false
  }

  /** A checkout that this tab has paid leaves a page for the next purchase; one that is still open is gone back to. */
  const forgetPaid = async (): Promise<void> => {
    const { launched } = memory
    if (launched === null) return
    const status = await api.getSessionStatus(launched.launch).catch(() => null)
    if (status === 'open' || status === null) return
    memory.launched = null
    if (status !== 'paid') return
    memory.choices = null
    if (state.offer) set({ choices: choicesFor(state.offer), problems: {}, refused: null })
  }

  const isStillOpen = async (launch: Launch): Promise<boolean> => {
    try {
      return (await api.getSessionStatus(launch)) === 'open'
    } catch {
      return false
    }
  }

  const goTo = (launch: Launch, fingerprint: string): void => {
    memory.launched = { launch, fingerprint }
    submission = null
    set({ activity: 'leaving' })
    surroundings.leave(launch.url)
  }

  const isContextOld = ({
    resolution_context_expires_at: expiresAt,
    resolution_context_start_deadline_at: startsBefore,
  }: LinkSnapshot): boolean => {
    const ends = [expiresAt, startsBefore].flatMap((at) => (at ? [Date.parse(at)] : []))
    return ends.some((end) => end - contextSlackMs < clock.now())
  }

  const resolve = async (offer: LinkOffer, input: string): Promise<Launch> => {
    const context = state.snapshot?.resolution_context ?? ''
    if (submission?.input !== input) {
      const body = { resolution_context: context, ...resolveBodyOf(offer, state.choices) }
      submission = { input, body, key: surroundings.newKey() }
    }
    const { body, key } = submission
    return retrySafely(() => api.resolve(body, key), wait)
  }

  /** Somebody else was quicker, but some of it is left: the fields say how much. */
  const sendBackWhatIsLeft = (sentence: string | null): void => {
    const { load, snapshot, offer, choices } = state
    if (load !== 'ready' || !snapshot || !offer || endingOf(snapshot, clock.now()) !== null) return
    const problems = problemsNow(offer, choices)
    if (Object.keys(problems).length > 0) set({ problems, sentBack: state.sentBack + 1 })
    else set({ notice: refusedNotice(sentence) })
  }

  /** @returns True where the same input may be sent once more. */
  const takeRefusal = async (error: unknown): Promise<boolean> => {
    const { offer, choices } = state
    const isKnown = (field: FieldId) => offer !== null && fieldsOf(offer, choices).includes(field)
    const meaning = meaningOf(error, isKnown)
    if (meaning.kind !== 'notice' || meaning.isOutcomeKnown) submission = null
    switch (meaning.kind) {
      case 'old-context':
        return readAgain()
      case 'changed':
        // A snapshot of the same version means that something beside the link itself is another: the buyer looks again, too.
        if (await readAgain()) set({ notice: linkChangedNotice })
        return false
      case 'ended':
        await readAgain()
        sendBackWhatIsLeft(meaning.sentence)
        return false
      case 'field':
        set({ refused: { field: meaning.field, sentence: meaning.sentence }, sentBack: state.sentBack + 1 })
        return false
      case 'notice':
        set({ notice: meaning.notice })
        return false
    }
  }

  /** @param isLastTry A second answer that the snapshot is too old is no passing trouble any more. */
  const goOn = async (isLastTry: boolean): Promise<void> => {
    const { snapshot, offer } = state
    if (snapshot === null || offer === null) return
    const fingerprint = JSON.stringify([versionOf(snapshot), resolveBodyOf(offer, state.choices)])
    try {
      const before = memory.launched
      if (before?.fingerprint === fingerprint && (await isStillOpen(before.launch)))
        return goTo(before.launch, fingerprint)
      if (submission === null && isContextOld(snapshot) && !(await readAgain())) return
      goTo(await resolve(offer, fingerprint), fingerprint)
    } catch (error) {
      const mayTryAgain = await takeRefusal(error).catch((unreachable: unknown) => takeRefusal(unreachable))
      if (mayTryAgain && !isLastTry) return goOn(true)
      if (mayTryAgain) set({ notice: linkChangedNotice })
    }
  }

  const lookAgain = async (): Promise<void> => {
    if (state.load !== 'ready' || state.activity !== 'idle') return
    const shownBefore = state.snapshot
    try {
      const { snapshot, isTestMode } = await api.getSnapshot()
      if (state.activity !== 'idle' || state.snapshot !== shownBefore) return
      if (!accept(snapshot, isTestMode))
        set({
          problems: {},
          refused: null,
          notice: endingOf(snapshot, clock.now()) === null ? linkChangedNotice : null,
        })
    } catch (error) {
      if (isMissing(error)) set({ load: 'missing' })
    }
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async load() {
      set({ load: 'loading' })
      const forgetting = forgetPaid()
      try {
        const { snapshot, isTestMode } = await retrySafely(() => api.getSnapshot(), wait)
        // Choices that were paid for are not shown first and taken away then.
        await Promise.race([forgetting, wait(longestForgettingMs)])
        accept(snapshot, isTestMode)
      } catch (error) {
        set({ load: isMissing(error) ? 'missing' : 'unreachable' })
        return
      }
      await forgetting
    },

    lookAgain,

    async comeBack() {
      set({ activity: 'idle' })
      await Promise.all([forgetPaid(), lookAgain()])
    },

    choose(field, choices) {
      memory.choices = choices
      const found = state.offer ? problemsNow(state.offer, choices) : {}
      const told = Object.keys(state.problems) as FieldId[]
      set({
        choices,
        problems: Object.fromEntries(told.flatMap((one) => (found[one] ? [[one, found[one]]] : []))),
        refused: state.refused?.field === field ? null : state.refused,
      })
    },

    leaveField(field, isEmpty) {
      if (isEmpty || !state.offer) return
      const problem = problemsNow(state.offer, state.choices)[field]
      if (problem !== undefined) set({ problems: { ...state.problems, [field]: problem } })
    },

    async submit() {
      const { offer, choices, activity } = state
      if (activity !== 'idle' || offer === null) return
      const problems = problemsNow(offer, choices)
      if (Object.keys(problems).length > 0) {
        set({ problems, notice: null, sentBack: state.sentBack + 1 })
        return
      }
      set({ activity: 'resolving', problems: {}, refused: null, notice: null })
      await goOn(false)
      if (state.activity === 'resolving') set({ activity: 'idle' })
    },

    setOnline(isOnline) {
      if (state.isOnline !== isOnline) set({ isOnline })
    },
  }
}

/** Everything that can be filled in. */
const fieldsOf = (offer: LinkOffer, choices: Choices): FieldId[] => [
  ...Object.keys(choices.quantities).map((key): FieldId => `quantity:${key}`),
  ...Object.keys(choices.amounts).map((key): FieldId => `amount:${key}`),
  ...offer.fields.map(({ key }): FieldId => `field:${key}`),
]
