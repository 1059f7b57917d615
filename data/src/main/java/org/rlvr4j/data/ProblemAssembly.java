package org.rlvr4j.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.rlvr4j.api.Problem;
import org.rlvr4j.data.FilesOptions.Duplicates;

/** Makes problems of the rows of several files: filters, the split, duplicates, ids. */
final class ProblemAssembly {

    private static final String DUPLICATE = "duplicate";
    private static final String HELD_OUT_TOO = "held out too";

    private final FilesOptions options;
    private final HashSplit split;
    private final Pattern dropMatching;
    private final List<Account> accounts = new ArrayList<>();
    private final List<Problem> training = new ArrayList<>();
    private final List<Problem> heldOut = new ArrayList<>();
    private final Set<String> heldOutPrompts = new HashSet<>();
    private final Set<String> trainingPrompts = new HashSet<>();

    /** Rows of one file that passed the filters, and the account of the others. */
    private static final class Account {
        private final FileRows file;
        private final SortedMap<String, Long> dropped = new TreeMap<>();
        private final List<BrokenRow> firstBroken;
        private final Map<String, FileRows.Row> byId = new HashMap<>();
        private final Map<String, Integer> repetitions = new HashMap<>();
        private final List<FileRows.Row> heldOutRows = new ArrayList<>();
        private final List<FileRows.Row> trainingRows = new ArrayList<>();
        private long broken;
        private long training;
        private long heldOut;

        Account(FileRows file) {
            this.file = file;
            this.firstBroken = new ArrayList<>(file.firstBroken());
            this.broken = file.broken();
        }

        void drop(String reason) {
            dropped.merge(reason, 1L, Long::sum);
        }

        void breaks(FileRows.Row row, String reason) {
            broken++;
            if (firstBroken.size() < FileReport.MOST_KEPT) {
                firstBroken.add(new BrokenRow(row.where(), reason));
            }
        }

        FileReport report() {
            return new FileReport(
                    file.options(),
                    file.sha256(),
                    file.mapping(),
                    file.count(),
                    broken,
                    firstBroken,
                    dropped,
                    training,
                    heldOut);
        }
    }

    private ProblemAssembly(FilesOptions options) {
        this.options = options;
        this.split = new HashSplit(options.heldOutShare(), options.splitSalt());
        this.dropMatching = Pattern.compile(options.dropMatching());
    }

    static ProblemAssembly of(FilesOptions options, List<FileRows> files) {
        ProblemAssembly assembly = new ProblemAssembly(options);
        for (FileRows file : files) {
            Account account = new Account(file);
            assembly.accounts.add(account);
            assembly.choose(account);
        }
        // first, so that what is held out in one file is not trained on in another
        for (Account account : assembly.accounts) {
            account.heldOutRows.forEach(row -> assembly.holdOut(account, row));
        }
        for (Account account : assembly.accounts) {
            account.trainingRows.forEach(row -> assembly.train(account, row));
        }
        return assembly;
    }

    List<Problem> training() {
        return training;
    }

    List<Problem> heldOut() {
        return heldOut;
    }

    List<FileReport> reports() {
        return accounts.stream().map(Account::report).toList();
    }

    private void choose(Account account) {
        int limit = account.file.options().limit();
        int chosen = 0;
        for (FileRows.Row row : account.file.rows()) {
            Optional<String> reason = filtered(row);
            if (reason.isPresent()) {
                account.drop(reason.get());
            } else if (limit > 0 && chosen == limit) {
                account.drop("beyond the limit");
            } else if (isConsistent(account, row)) {
                chosen++;
                (isHeldOut(account, row) ? account.heldOutRows : account.trainingRows).add(row);
            }
        }
    }

    private Optional<String> filtered(FileRows.Row row) {
        int characters = row.prompt().codePointCount(0, row.prompt().length());
        if (characters < options.minPromptCharacters()) {
            return Optional.of("too short");
        }
        if (options.maxPromptCharacters() > 0 && characters > options.maxPromptCharacters()) {
            return Optional.of("too long");
        }
        return !options.dropMatching().isEmpty()
                        && dropMatching.matcher(row.prompt()).find()
                ? Optional.of("matching")
                : Optional.empty();
    }

    /** One id must not stand for two different problems. */
    private static boolean isConsistent(Account account, FileRows.Row row) {
        FileRows.Row earlier = account.byId.putIfAbsent(row.id(), row);
        if (earlier == null
                || (earlier.question().equals(row.question())
                        && earlier.reference().equals(row.reference()))) {
            return true;
        }
        account.breaks(row, "its id is that of " + earlier.where() + ", which is another problem");
        return false;
    }

    private boolean isHeldOut(Account account, FileRows.Row row) {
        return switch (account.file.options().use()) {
            case TRAINING -> false;
            case HELD_OUT -> true;
            case SPLIT ->
                split.isHeldOut(
                        options.splitBy() == FilesOptions.SplitBy.ID ? row.id() : NormalText.of(row.question()));
        };
    }

    private void holdOut(Account account, FileRows.Row row) {
        if (heldOutPrompts.add(key(row)) || options.duplicates() == Duplicates.KEEP) {
            heldOut.add(problem(account, row));
            account.heldOut++;
        } else {
            account.drop(DUPLICATE);
        }
    }

    private void train(Account account, FileRows.Row row) {
        String key = key(row);
        if (options.duplicates() != Duplicates.KEEP && heldOutPrompts.contains(key)) {
            account.drop(HELD_OUT_TOO);
        } else if (trainingPrompts.add(key) || options.duplicates() == Duplicates.KEEP) {
            training.add(problem(account, row));
            account.training++;
        } else {
            account.drop(DUPLICATE);
        }
    }

    /** The problem as it stands in the file: a template may be another in another file. */
    private String key(FileRows.Row row) {
        String prompt = row.question();
        return options.duplicates() == Duplicates.NORMALISED ? NormalText.of(prompt) : prompt;
    }

    private Problem problem(Account account, FileRows.Row row) {
        FileOptions file = account.file.options();
        int repetition = account.repetitions.merge(row.id(), 1, Integer::sum);
        Map<String, String> metadata = new HashMap<>(row.metadata());
        metadata.put(Problem.SOURCE, file.label());
        if (file.weight() > 0) {
            metadata.put(Problem.WEIGHT, Double.toString(file.weight()));
        }
        return new Problem(
                file.label() + "/" + row.id() + (repetition == 1 ? "" : "#" + repetition),
                row.prompt(),
                row.reference(),
                metadata);
    }
}
