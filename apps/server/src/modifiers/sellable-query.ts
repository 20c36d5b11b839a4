import type { Context } from '../platform/context.ts'
import type { Statement } from '../platform/db/statement.ts'
import type { SellableModifiers } from './line-modifier.ts'

export type AskedModifiers = {
  setIds?: readonly string[]
  /** Their products' sets are found in the same read. */
  variantIds?: readonly string[]
  modifierIds: readonly string[]
}

/** Everything that lines can choose from, in one indexed read: hand the result to `chooseModifiers`. */
export const findModifiersToSell = (ctx: Context, asked: AskedModifiers): Statement<SellableModifiers> => ({
  name: 'find_modifiers_to_sell',
  text: `WITH of_variants AS (
       SELECT v.variant_id, p.modifier_set_id
       FROM product_variants v JOIN products p ON p.environment_id = v.environment_id AND p.product_id = v.product_id
       WHERE v.environment_id = $1 AND p.environment_id = $1 AND v.variant_id = ANY($3::text[]) AND p.modifier_set_id IS NOT NULL
     ), sets AS (
       SELECT modifier_set_id, document FROM modifier_sets
       WHERE environment_id = $1
         AND modifier_set_id IN (SELECT unnest($2::text[]) UNION SELECT modifier_set_id FROM of_variants)
     ), groups AS (
       SELECT document FROM modifier_groups
       WHERE environment_id = $1 AND modifier_group_id IN (
         SELECT g.modifier_group_id FROM modifier_set_groups g
         WHERE g.environment_id = $1 AND g.modifier_set_id IN (SELECT modifier_set_id FROM sets)
         UNION SELECT m.modifier_group_id FROM modifiers m WHERE m.environment_id = $1 AND m.modifier_id = ANY($4::text[]))
     )
     SELECT (SELECT jsonb_agg(document) FROM sets) AS sets,
            (SELECT jsonb_agg(document) FROM groups) AS groups,
            (SELECT jsonb_object_agg(variant_id, modifier_set_id) FROM of_variants) AS set_of_variant`,
  values: [ctx.environmentId, asked.setIds ?? [], asked.variantIds ?? [], asked.modifierIds],
  read: ([row]) => ({
    sets: row.sets ?? [],
    groups: row.groups ?? [],
    setIdByVariant: row.set_of_variant ?? {},
  }),
})
