"""Starts MiniStack with a table and indexes that are kept in order.

For every query MiniStack sorts the whole partition and tries each item, so a list grows slower with each ticket; DynamoDB
begins to read where the page begins. Here a partition is kept sorted once it was queried, and MiniStack is handed just the
items that a query looks at: it judges, filters, projects and counts them by its own rules. What is not such a query
(another kind of condition, keys that are no texts) takes MiniStack's own way.
"""

import bisect
import re

from ministack.services import dynamodb

CONDITION = re.compile(r"^\s*(\w+) = (:\w+)(?: AND (\w+) (?:BETWEEN (:\w+) AND (:\w+)|(<=|<|>=|>) (:\w+)))?\s*$")

whole_query = dynamodb._query
members_of = dynamodb._index_members
index_item = dynamodb._index_item
all_tables = dynamodb._tables

# Each table's sorted partitions, by index (None: its own keys) and partition: [(order, (pk, sk))].
sorted_partitions = {}
# What the query that is being answered looks at, instead of its whole partition.
looked_at = None


class Sorted:
    def __init__(self, table, members):
        self.items, self.members, self.partitions = table["items"], members, {}

    def is_of(self, table):
        return self.items is table["items"] and self.members is table.get(dynamodb._INDEX_MEMBERS)


def order_of(table, ranges, item):
    return tuple(dynamodb._index_order_value(item, name, kind) for name, kind in dynamodb._index_order_keys(table, ranges))


def partition_of(table, index, ranges, partition):
    members = members_of(table)
    known = sorted_partitions.get(id(table))
    if known is None or not known.is_of(table):
        known = sorted_partitions[id(table)] = Sorted(table, members)
    if (index, partition) not in known.partitions:
        items = table["items"]
        own = [(partition, sk) for sk in items.get(partition, {})] if index is None else members.get(index, {}).get(partition, ())
        entries = [(order_of(table, ranges, items[pk][sk]), (pk, sk)) for pk, sk in own]
        known.partitions[index, partition] = sorted(entries)
    return known.partitions[index, partition]


def keep_in_order(table, base_pk, base_sk, item, add):
    index_item(table, base_pk, base_sk, item, add)
    known = sorted_partitions.get(id(table))
    if known is None or not known.is_of(table):
        return
    schemas = [(name, ranges, dynamodb._index_partition(item, hashes, ranges)) for name, hashes, ranges in dynamodb._index_key_schemas(table)]
    for index, ranges, partition in [*schemas, (None, [table["sk_name"]], base_pk)]:
        entries = known.partitions.get((index, partition))
        if entries is None:
            continue
        entry = (order_of(table, ranges, item), (base_pk, base_sk))
        at = bisect.bisect_left(entries, entry)
        if add:
            entries.insert(at, entry)
        elif at < len(entries) and entries[at] == entry:
            del entries[at]
        else:
            del known.partitions[index, partition]


def keys_of(table, index):
    if index:
        return dynamodb._index_key_lists(dynamodb._index_def(table, index))
    return [table["pk_name"]], [table["sk_name"]]


def looks_at(data):
    """What a query looks at: the table, the index, the partition, and the keys of its items; None where it must find that itself."""
    table = all_tables.get(dynamodb._normalize_table_name(data.get("TableName")))
    found = CONDITION.match(data.get("KeyConditionExpression") or "")
    if not table or not found:
        return None
    index = data.get("IndexName")
    hashes, ranges = keys_of(table, index)
    hash_name, hash_value, range_name, low, high, operator, bound = found.groups()
    if [hash_name] != hashes or len(ranges) != 1 or range_name not in (None, ranges[0]):
        return None
    if any(dynamodb._get_attr_type(table, name) != "S" for name in hashes + ranges):
        return None
    values = {name: value.get("S") for name, value in data.get("ExpressionAttributeValues", {}).items()}
    lowest, highest = (low, high) if low else (bound if operator in (">", ">=") else None, bound if operator in ("<", "<=") else None)
    partition = values[hash_value]
    entries = partition_of(table, index, ranges, partition)

    def text(name):
        return dynamodb._sort_key_value({"S": values[name]}, "S")

    def sort_key(entry):
        return entry[0][0]

    begin = bisect.bisect_right if operator == ">" else bisect.bisect_left
    end = bisect.bisect_left if operator == "<" else bisect.bisect_right
    first = begin(entries, text(lowest), key=sort_key) if lowest else 0
    last = end(entries, text(highest), key=sort_key) if highest else len(entries)
    forward, start = data.get("ScanIndexForward", True), data.get("ExclusiveStartKey")
    if start:
        after = order_of(table, ranges, start)
        if forward:
            first = max(first, bisect.bisect_right(entries, after, key=lambda entry: entry[0]))
        else:
            last = min(last, bisect.bisect_left(entries, after, key=lambda entry: entry[0]))
    if data.get("Limit"):
        limit = int(data["Limit"])
        first, last = (first, min(last, first + limit)) if forward else (max(first, last - limit), last)
    return table, index, partition, [keys for _, keys in entries[first:last]]


class OneTable:
    """A table with nothing in it but what a query looks at."""

    def __init__(self, table, partition, keys):
        items = table["items"]
        self.table = {**table, "items": {partition: {sk: items[pk][sk] for pk, sk in keys}}}

    def get(self, _name, _default=None):
        return self.table


def query(data):
    global looked_at
    try:
        found = looks_at(data)
    except (AttributeError, KeyError, TypeError, ValueError):
        # A request that is not as it should be: MiniStack says what is wrong with it.
        found = None
    if found is None:
        return whole_query(data)
    table, index, partition, keys = found
    try:
        if index:
            looked_at = {index: {partition: dict.fromkeys(keys)}}
        else:
            dynamodb._tables = OneTable(table, partition, keys)
        return whole_query(data)
    finally:
        looked_at = None
        dynamodb._tables = all_tables


dynamodb._query = query
dynamodb._index_members = lambda table: members_of(table) if looked_at is None else looked_at
dynamodb._index_item = keep_in_order

if __name__ == "__main__":
    from ministack.app import main

    main()
