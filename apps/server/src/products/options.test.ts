import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { Refusal } from '../platform/http/errors.ts'
import type { Ids } from '../platform/ids/ids.ts'
import { changedOptions } from './options.ts'
import type { ProductOption, Variant } from './product.ts'
import { refitVariants } from './refit-variants.ts'
import { sameCombinationAt, selectionsOf } from './selections.ts'

const countingIds = (): Ids => {
  let made = 0
  return { newId: (prefix) => `${prefix}_${++made}`, randomBytes: () => Buffer.alloc(0), random: () => 0 }
}

/** Few names and values, so that edits meet what is there. */
const values = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
const edit = fc.uniqueArray(fc.record({ name: fc.constantFrom('Color', 'Size', 'Fit'), values }), {
  maxLength: 3,
  selector: ({ name }) => name,
})
type Edit = { name: string; values: string[] }[]

const asInputs = (wanted: Edit) =>
  wanted.map(({ name, values: texts }) => ({ name, values: texts.map((value) => ({ value })) }))
const activeOf = (options: readonly ProductOption[]) => options.filter(({ status }) => status === 'active')

/** Every combination of the active values. */
const everyVariant = (options: readonly ProductOption[]): Variant[] =>
  activeOf(options)
    .reduce<{ name: string; value: string }[][]>(
      (chosen, option) =>
        chosen.flatMap((so) =>
          option.values
            .filter(({ status }) => status === 'active')
            .map(({ value }) => [...so, { name: option.name, value }]),
        ),
      [[]],
    )
    .map(
      (chosen, at) =>
        ({ variantId: `var_${at}`, selections: selectionsOf(activeOf(options), chosen) }) as Variant,
    )

describe('changes of options', () => {
  it('leave every variant one active value of each option, and no two the same, or are refused', () => {
    fc.assert(
      fc.property(edit, fc.array(edit, { maxLength: 6 }), fc.nat(3), (first, edits, kept) => {
        const ids = countingIds()
        let options = changedOptions(ids, [], asInputs(first))
        let variants = everyVariant(options).slice(0, kept + 1)
        for (const wanted of edits) {
          try {
            const after = changedOptions(ids, options, asInputs(wanted))
            variants = refitVariants(activeOf(after), variants)
            options = after
          } catch (error) {
            assert.ok(error instanceof Refusal, String(error))
          }
          const active = activeOf(options)
          assert.equal(sameCombinationAt(variants), -1)
          for (const { selections } of variants) {
            assert.deepEqual(
              selections.map(({ optionId }) => optionId).toSorted(),
              active.map(({ optionId }) => optionId).toSorted(),
            )
            for (const { optionId, optionValueId } of selections)
              assert.ok(
                active
                  .find((option) => option.optionId === optionId)!
                  .values.some((value) => value.optionValueId === optionValueId && value.status === 'active'),
              )
          }
        }
      }),
    )
  })

  it('never lose an id: what was there once is still there, if only as archived', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const ids = countingIds()
        let options: ProductOption[] = []
        for (const wanted of edits) {
          const after = changedOptions(ids, options, asInputs(wanted))
          for (const { optionId, values: before } of options) {
            const same = after.find((option) => option.optionId === optionId)
            assert.ok(same)
            for (const { optionValueId } of before)
              assert.ok(same.values.some((value) => value.optionValueId === optionValueId))
          }
          assert.deepEqual(
            activeOf(after).map(({ name }) => name),
            wanted.map(({ name }) => name),
          )
          options = after
        }
      }),
    )
  })

  it('that send what is there change nothing', () => {
    fc.assert(
      fc.property(edit, (wanted) => {
        const ids = countingIds()
        const options = changedOptions(ids, [], asInputs(wanted))
        assert.deepEqual(changedOptions(ids, options, asInputs(wanted)), options)
        const variants = everyVariant(options)
        assert.deepEqual(refitVariants(options, variants), variants)
      }),
    )
  })
})
