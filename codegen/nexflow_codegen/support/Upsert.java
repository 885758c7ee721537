package support;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The statement that adds a row, or changes the one that has its keys, as a database says it. */
public final class Upsert {
    private Upsert() {}

    /** The names are those of the project: nothing of a record is in the statement. */
    public static String statement(String url, String table, List<String> columns, List<String> keys) {
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        String insert = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (" + marks + ")";
        List<String> others = columns.stream().filter(column -> !keys.contains(column)).toList();
        return switch (product(url)) {
            case "postgresql", "sqlite" -> insert + " ON CONFLICT (" + String.join(", ", keys) + ") DO "
                    + (others.isEmpty() ? "NOTHING" : "UPDATE SET " + each(others, "%1$s = EXCLUDED.%1$s", ", "));
            case "mysql", "mariadb" -> insert + " ON DUPLICATE KEY UPDATE "
                    + each(others.isEmpty() ? keys : others, "%1$s = VALUES(%1$s)", ", ");
            case "oracle" -> merge(table, "(SELECT " + each(columns, "? AS %s", ", ") + " FROM dual) n", columns, keys, others);
            default -> merge(
                    table, "(VALUES (" + marks + ")) AS n (" + String.join(", ", columns) + ")", columns, keys, others)
                    + (product(url).equals("sqlserver") ? ";" : "");
        };
    }

    private static String merge(
            String table, String rows, List<String> columns, List<String> keys, List<String> others) {
        return "MERGE INTO " + table + (rows.endsWith(" n") ? " o" : " AS o") + " USING " + rows + " ON ("
                + each(keys, "o.%1$s = n.%1$s", " AND ") + ")"
                + (others.isEmpty() ? "" : " WHEN MATCHED THEN UPDATE SET " + each(others, "%1$s = n.%1$s", ", "))
                + " WHEN NOT MATCHED THEN INSERT (" + String.join(", ", columns) + ") VALUES ("
                + each(columns, "n.%s", ", ") + ")";
    }

    private static String each(List<String> names, String form, String between) {
        return names.stream().map(name -> form.formatted(name)).collect(Collectors.joining(between));
    }

    /** The second part of {@code jdbc:postgresql://…}. */
    private static String product(String url) {
        String[] parts = url.split(":", 3);
        return parts.length > 1 ? parts[1].toLowerCase(Locale.ROOT) : "";
    }
}
