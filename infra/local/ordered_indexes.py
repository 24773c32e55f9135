"""Starts MiniStack with indexes that are kept in order.

For every page of an index MiniStack sorts the whole partition and tries each item, so a list grows slower with each
ticket; DynamoDB reads a page where it begins. Here a partition is kept sorted, and MiniStack is handed the one page that
a query asks for: it then judges, filters, projects and counts just that, by its own rules. What is not such a query
(no limit, a start key, another condition) takes MiniStack's own way.
"""

import bisect
import re

from ministack.services import dynamodb

CONDITION = re.compile(r"^\s*(\w+) = (:\w+)(?: AND (\w+) (?:BETWEEN (:\w+) AND (:\w+)|(<=|<|>=|>) (:\w+)))?\s*$")

read_page = dynamodb._query
members_of = dynamodb._index_members
index_item = dynamodb._index_item

# The sorted partitions of each table: {id of its members: (members, {(index, partition): [(order, keys)]})}.
tables = {}
# What the query that is being answered may see, instead of its whole partition.
page = None


def partitions_of(table):
    members = members_of(table)
    known = tables.get(id(members))
    if known is None or known[0] is not members:
        known = tables[id(members)] = (members, {})
    return known[1]


def order_of(table, range_names, item):
    return tuple(dynamodb._index_order_value(item, name, kind) for name, kind in dynamodb._index_order_keys(table, range_names))


def sorted_partition(table, index, range_names, partition):
    partitions = partitions_of(table)
    if (index, partition) not in partitions:
        items = table["items"]
        keys = members_of(table).get(index, {}).get(partition, ())
        partitions[index, partition] = sorted((order_of(table, range_names, items[pk][sk]), (pk, sk)) for pk, sk in keys)
    return partitions[index, partition]


def keep_in_order(table, base_pk, base_sk, item, add):
    members = table.get(dynamodb._INDEX_MEMBERS)
    index_item(table, base_pk, base_sk, item, add)
    known = tables.get(id(members))
    if known is None or known[0] is not members:
        return
    for index, hashes, ranges in dynamodb._index_key_schemas(table):
        partition = dynamodb._index_partition(item, hashes, ranges)
        entries = known[1].get((index, partition))
        if entries is None:
            continue
        entry = (order_of(table, ranges, item), (base_pk, base_sk))
        at = bisect.bisect_left(entries, entry)
        if add:
            entries.insert(at, entry)
        elif at < len(entries) and entries[at] == entry:
            del entries[at]
        else:
            del known[1][index, partition]


def asked_page(data):
    """The keys that a query will look at; None where it must look for itself."""
    found = CONDITION.match(data.get("KeyConditionExpression") or "")
    table = dynamodb._tables.get(dynamodb._normalize_table_name(data.get("TableName")))
    index = table and dynamodb._index_def(table, data.get("IndexName"))
    if not found or not index or not data.get("Limit") or data.get("ExclusiveStartKey"):
        return None
    hashes, ranges = dynamodb._index_key_lists(index)
    hash_name, hash_value, range_name, low, high, operator, bound = found.groups()
    values = {name: value.get("S") for name, value in data.get("ExpressionAttributeValues", {}).items()}
    if [hash_name] != hashes or range_name not in (None, *ranges) or len(ranges) != 1:
        return None
    partition = values.get(hash_value)
    entries = sorted_partition(table, data["IndexName"], ranges, partition)
    lowest, highest = (low, high) if low else (bound if operator in (">", ">=") else None, bound if operator in ("<", "<=") else None)
    sort_key = lambda entry: entry[0][0]
    text = lambda name: dynamodb._sort_key_value({"S": values[name]}, "S")
    begin = bisect.bisect_right if operator == ">" else bisect.bisect_left
    end = bisect.bisect_left if operator == "<" else bisect.bisect_right
    first = begin(entries, text(lowest), key=sort_key) if lowest else 0
    last = end(entries, text(highest), key=sort_key) if highest else len(entries)
    limit = int(data["Limit"])
    if data.get("ScanIndexForward", True):
        last = min(last, first + limit)
    else:
        first = max(first, last - limit)
    return data["IndexName"], partition, dict.fromkeys(keys for _, keys in entries[first:last])


def query(data):
    global page
    try:
        page = asked_page(data)
    except (AttributeError, KeyError, TypeError, ValueError):
        # A request that is not as it should be: MiniStack says what is wrong with it.
        page = None
    try:
        return read_page(data)
    finally:
        page = None


def members(table):
    if page is None:
        return members_of(table)
    index, partition, keys = page
    return {index: {partition: keys}}


dynamodb._query = query
dynamodb._index_members = members
dynamodb._index_item = keep_in_order

if __name__ == "__main__":
    from ministack.app import main

    main()
