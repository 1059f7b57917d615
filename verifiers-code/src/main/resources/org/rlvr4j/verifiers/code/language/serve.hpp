namespace rlvr {

/** Calls a function with arguments that were read, and writes what it returns and what it changed. */
template <class R, class... A>
struct Caller {
  using Arguments = std::tuple<Plain<A>...>;

  static std::string signature() {
    std::string out = "[\"function\"";
    for (const std::string &name : std::vector<std::string>{type_name<R>(), type_name<A>()...}) {
      out += ',';
      quote(name, out);
    }
    return out + "]";
  }

  template <class F>
  static std::string call(F function, const std::vector<Node> &items) {
    if (items.size() != sizeof...(A)) throw Unfit("the function takes another number of arguments");
    std::size_t i = 0;
    Arguments arguments{Codec<Plain<A>>::read(items[i++])...};
    std::string out = "{\"ok\":";
    if constexpr (std::is_void<R>::value) {
      apply(function, arguments, std::index_sequence_for<A...>());
      out += "null";
    } else {
      Codec<Plain<R>>::write(apply(function, arguments, std::index_sequence_for<A...>()), out);
    }
    out += ",\"changed\":{";
    bool first = true;
    changes(arguments, out, first, std::index_sequence_for<A...>());
    return out + "}}";
  }

  template <class F, std::size_t... I>
  static R apply(F function, Arguments &arguments, std::index_sequence<I...>) {
    return function(static_cast<A &&>(std::get<I>(arguments))...);
  }

  template <std::size_t... I>
  static void changes(const Arguments &arguments, std::string &out, bool &first, std::index_sequence<I...>) {
    (change<A>(I, std::get<I>(arguments), out, first), ...);
  }

  template <class T>
  static void change(std::size_t index, const Plain<T> &value, std::string &out, bool &first) {
    if (is_changeable<T>) {
      out += (first ? "\"" : ",\"") + std::to_string(index) + "\":";
      Codec<Plain<T>>::write(value, out);
      first = false;
    }
  }
};

inline std::string failure(const std::vector<std::string> &names, const std::string &message) {
  std::string out = "{\"raise\":[";
  for (std::size_t i = 0; i < names.size(); i++) {
    if (i) out += ',';
    quote(names[i], out);
  }
  out += "],\"message\":";
  quote(message.substr(0, 2000), out);
  return out + "}";
}

template <class Calls, class F>
int serve(const char *name, F function) {
  Pipe pipe;
  std::string ready = "{\"ready\":{";
  quote(name, ready);
  pipe.send(ready + ":" + Calls::signature() + "}}");
  std::string line;
  while (pipe.receive(line)) {
    std::string reply;
    try {
      Node message = Parser(line).parse();
      const Node *args = message.find("args");
      reply = Calls::call(function, args ? args->items : std::vector<Node>());
    } catch (const std::exception &problem) {
      reply = failure(exception_names(problem), problem.what());
    } catch (...) {
      reply = failure({"thrown"}, "");
    }
    pipe.send(reply);
  }
  return 0;
}

template <class R, class... A>
int serve_function(const char *name, R (*function)(A...)) {
  return serve<Caller<R, A...>>(name, function);
}

template <class R, class C, class... A>
int serve_function(const char *name, R (C::*method)(A...)) {
  return serve<Caller<R, A...>>(name, [method](A... arguments) -> R {
    C object{};
    return (object.*method)(static_cast<A &&>(arguments)...);
  });
}

template <class R, class C, class... A>
int serve_function(const char *name, R (C::*method)(A...) const) {
  return serve<Caller<R, A...>>(name, [method](A... arguments) -> R {
    C object{};
    return (object.*method)(static_cast<A &&>(arguments)...);
  });
}

}  // namespace rlvr
