import type { Context } from '../platform/context.ts'
import { type ListQuery, equals, freeText, timeFilters } from '../platform/db/list-query.ts'
import { type Row, type Statement, findMany, findOne, write, writeAny } from '../platform/db/statement.ts'
import type { ModifierGroup, ModifierSet } from './modifier.ts'

/** Every statement on the tables of modifiers, apart from what lines need of them (`sellable-query.ts`). */

const toStored = <T>(row: Row): T => row['document']

export const insertGroup = (group: ModifierGroup): Statement<void> =>
  write(
    'insert_modifier_group',
    `INSERT INTO modifier_groups (environment_id, modifier_group_id, name, status, group_type, currency, version, document,
                                  created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING 1`,
    [
      group.environmentId,
      group.modifierGroupId,
      group.name,
      group.status,
      group.groupType,
      group.currency,
      group.version,
      JSON.stringify(group),
      group.createdAt,
      group.updatedAt,
    ],
  )

export const saveGroup = (group: ModifierGroup): Statement<void> =>
  write(
    'save_modifier_group',
    `UPDATE modifier_groups SET name = $3, status = $4, currency = $5, version = $6, document = $7, updated_at = $8
     WHERE environment_id = $1 AND modifier_group_id = $2 AND version = $6 - 1 RETURNING 1`,
    [
      group.environmentId,
      group.modifierGroupId,
      group.name,
      group.status,
      group.currency,
      group.version,
      JSON.stringify(group),
      group.updatedAt,
    ],
  )

export const addModifiers = (group: ModifierGroup, modifierIds: readonly string[]): Statement<void>[] =>
  modifierIds.length === 0
    ? []
    : [
        writeAny(
          'add_modifiers',
          `INSERT INTO modifiers (environment_id, modifier_id, modifier_group_id)
           SELECT $1::text, added, $2::text FROM unnest($3::text[]) AS added`,
          [group.environmentId, group.modifierGroupId, modifierIds],
        ),
      ]

export const removeModifiers = (group: ModifierGroup, modifierIds: readonly string[]): Statement<void>[] =>
  modifierIds.length === 0
    ? []
    : [
        writeAny(
          'remove_modifiers',
          'DELETE FROM modifiers WHERE environment_id = $1 AND modifier_group_id = $2 AND modifier_id = ANY($3::text[])',
          [group.environmentId, group.modifierGroupId, modifierIds],
        ),
      ]

export const findGroup = (ctx: Context, modifierGroupId: string): Statement<ModifierGroup | null> =>
  findOne(
    'find_modifier_group',
    'SELECT document FROM modifier_groups WHERE environment_id = $1 AND modifier_group_id = $2',
    [ctx.environmentId, modifierGroupId],
    toStored<ModifierGroup>,
  )

export const lockGroup = (ctx: Context, modifierGroupId: string): Statement<ModifierGroup | null> =>
  findOne(
    'lock_modifier_group',
    'SELECT document FROM modifier_groups WHERE environment_id = $1 AND modifier_group_id = $2 FOR NO KEY UPDATE',
    [ctx.environmentId, modifierGroupId],
    toStored<ModifierGroup>,
  )

/** The groups of a set that is written, and those it is given: their currency stays as it is until the set is. */
export const shareGroups = (
  ctx: Context,
  modifierGroupIds: readonly string[],
  modifierSetId: string | null,
): Statement<ModifierGroup[]> =>
  findMany(
    'share_modifier_groups',
    `SELECT document FROM modifier_groups
     WHERE environment_id = $1 AND (modifier_group_id = ANY($2::text[]) OR modifier_group_id IN
       (SELECT modifier_group_id FROM modifier_set_groups WHERE environment_id = $1 AND modifier_set_id = $3))
     ORDER BY modifier_group_id FOR SHARE`,
    [ctx.environmentId, modifierGroupIds, modifierSetId],
    toStored<ModifierGroup>,
  )

/** For sets that are shown with their groups. */
export const findGroups = (ctx: Context, modifierGroupIds: readonly string[]): Statement<ModifierGroup[]> =>
  findMany(
    'find_modifier_groups',
    'SELECT document FROM modifier_groups WHERE environment_id = $1 AND modifier_group_id = ANY($2::text[])',
    [ctx.environmentId, modifierGroupIds],
    toStored<ModifierGroup>,
  )

/** A set comes before its groups in the order of locks: of two groups that change at once, the second sees the first. */
export const lockSetsOfGroup = (ctx: Context, modifierGroupId: string): Statement<string[]> =>
  findMany(
    'lock_sets_of_modifier_group',
    `SELECT modifier_set_id FROM modifier_sets WHERE environment_id = $1 AND modifier_set_id IN
       (SELECT modifier_set_id FROM modifier_set_groups WHERE environment_id = $1 AND modifier_group_id = $2)
     ORDER BY modifier_set_id FOR NO KEY UPDATE`,
    [ctx.environmentId, modifierGroupId],
    (row) => row['modifier_set_id'],
  )

/** The currencies of the groups that share an active set with this one. */
export const findNeighbourCurrencies = (ctx: Context, modifierGroupId: string): Statement<string[]> =>
  findMany(
    'find_neighbour_currencies',
    `SELECT DISTINCT neighbour.currency
     FROM modifier_set_groups own
     JOIN modifier_sets s ON s.environment_id = own.environment_id AND s.modifier_set_id = own.modifier_set_id
     JOIN modifier_set_groups beside ON beside.environment_id = own.environment_id AND beside.modifier_set_id = own.modifier_set_id
     JOIN modifier_groups neighbour ON neighbour.environment_id = beside.environment_id
                                   AND neighbour.modifier_group_id = beside.modifier_group_id
     WHERE own.environment_id = $1 AND own.modifier_group_id = $2 AND neighbour.modifier_group_id <> $2
       AND s.status = 'active' AND neighbour.currency IS NOT NULL`,
    [ctx.environmentId, modifierGroupId],
    (row) => row['currency'],
  )

export const insertSet = (set: ModifierSet): Statement<void> =>
  write(
    'insert_modifier_set',
    `INSERT INTO modifier_sets (environment_id, modifier_set_id, name, status, version, document, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING 1`,
    [
      set.environmentId,
      set.modifierSetId,
      set.name,
      set.status,
      set.version,
      JSON.stringify(set),
      set.createdAt,
      set.updatedAt,
    ],
  )

export const saveSet = (set: ModifierSet): Statement<void> =>
  write(
    'save_modifier_set',
    `UPDATE modifier_sets SET name = $3, status = $4, version = $5, document = $6, updated_at = $7
     WHERE environment_id = $1 AND modifier_set_id = $2 AND version = $5 - 1 RETURNING 1`,
    [
      set.environmentId,
      set.modifierSetId,
      set.name,
      set.status,
      set.version,
      JSON.stringify(set),
      set.updatedAt,
    ],
  )

export const addSetGroups = (set: ModifierSet, modifierGroupIds: readonly string[]): Statement<void>[] =>
  modifierGroupIds.length === 0
    ? []
    : [
        writeAny(
          'add_modifier_set_groups',
          `INSERT INTO modifier_set_groups (environment_id, modifier_set_id, modifier_group_id)
           SELECT $1::text, $2::text, added FROM unnest($3::text[]) AS added`,
          [set.environmentId, set.modifierSetId, modifierGroupIds],
        ),
      ]

export const removeSetGroups = (set: ModifierSet, modifierGroupIds: readonly string[]): Statement<void>[] =>
  modifierGroupIds.length === 0
    ? []
    : [
        writeAny(
          'remove_modifier_set_groups',
          `DELETE FROM modifier_set_groups
           WHERE environment_id = $1 AND modifier_set_id = $2 AND modifier_group_id = ANY($3::text[])`,
          [set.environmentId, set.modifierSetId, modifierGroupIds],
        ),
      ]

export const findSet = (ctx: Context, modifierSetId: string): Statement<ModifierSet | null> =>
  findOne(
    'find_modifier_set',
    'SELECT document FROM modifier_sets WHERE environment_id = $1 AND modifier_set_id = $2',
    [ctx.environmentId, modifierSetId],
    toStored<ModifierSet>,
  )

export const lockSet = (ctx: Context, modifierSetId: string): Statement<ModifierSet | null> =>
  findOne(
    'lock_modifier_set',
    'SELECT document FROM modifier_sets WHERE environment_id = $1 AND modifier_set_id = $2 FOR NO KEY UPDATE',
    [ctx.environmentId, modifierSetId],
    toStored<ModifierSet>,
  )

/** For a product that is given this set. */
export const findModifierSet = (
  ctx: Context,
  modifierSetId: string,
): Statement<{ modifierSetId: string; status: string } | null> =>
  findOne(
    'find_modifier_set_status',
    'SELECT modifier_set_id, status FROM modifier_sets WHERE environment_id = $1 AND modifier_set_id = $2',
    [ctx.environmentId, modifierSetId],
    (row) => ({ modifierSetId: row['modifier_set_id'], status: row['status'] }),
  )

const sorts: NonNullable<ListQuery<unknown>['sorts']> = {
  updated_at: { column: 'updated_at', cast: 'timestamptz', of: (row) => row['updated_at'] },
  name: { column: 'name', cast: 'text', of: (row) => row['name'] },
}

export const groupList: ListQuery<ModifierGroup> = {
  operation: 'listModifierGroups',
  table: 'modifier_groups',
  columns: 'modifier_group_id, name, updated_at, document',
  idColumn: 'modifier_group_id',
  idPrefix: 'mg',
  sorts,
  filters: {
    status: equals('status'),
    modifier_group_type: equals('group_type'),
    query: freeText(['name'], { mg_: 'modifier_group_id' }),
    ...timeFilters,
  },
  map: toStored<ModifierGroup>,
}

export const setList: ListQuery<ModifierSet> = {
  operation: 'listModifierSets',
  table: 'modifier_sets',
  columns: 'modifier_set_id, name, updated_at, document',
  idColumn: 'modifier_set_id',
  idPrefix: 'ms',
  sorts,
  filters: {
    status: equals('status'),
    query: freeText(['name'], { ms_: 'modifier_set_id' }),
    ...timeFilters,
  },
  map: toStored<ModifierSet>,
}
